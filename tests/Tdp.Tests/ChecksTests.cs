using Tdp.Checks;

namespace Tdp.Tests;

public sealed class ChecksTests
{
    [Fact]
    public void Links_are_followed_in_prose_and_left_alone_in_code()
    {
        const string markdown =
            """
            See [a page](../guide.md#part), [a site](https://example.com/x.md), [below](#here) and `[code](none.md)`.

            ```csharp
            var link = "[more](none.md)";
            ```

            ![picture](images/flow.svg "title") [mail](mailto:a@example.com)
            """;

        Links.Targets(markdown).ShouldBe(["../guide.md", "images/flow.svg"]);
    }

    [Theory]
    [InlineData("fine\n// TO|DO later", 2)]
    [InlineData("-----BEGIN PRIVATE K|EY-----", 1)]
    [InlineData("<<<<<<|< HEAD", 1)]
    [InlineData("\"/ro|ot/secret\"", 1)]
    public void Words_that_do_not_belong_here_are_found_with_their_line(string text, int line) =>
        ForbiddenWords.In(text.Replace("|", "", StringComparison.Ordinal)).ShouldHaveSingleItem().Line.ShouldBe(line);

    [Fact]
    public void Newer_packages_are_told_once_each() =>
        OutdatedPackages.In(
            """
            { "version": 1, "projects": [
              { "path": "a.csproj", "frameworks": [ { "framework": "net10.0", "topLevelPackages": [
                { "id": "Npgsql", "requestedVersion": "10.0.3", "resolvedVersion": "10.0.3", "latestVersion": "10.0.4" },
                { "id": "Dapper", "requestedVersion": "2.1.86", "resolvedVersion": "2.1.86", "latestVersion": "2.2.0" } ] } ] },
              { "path": "b.csproj", "frameworks": [ { "framework": "net10.0", "topLevelPackages": [
                { "id": "Npgsql", "requestedVersion": "10.0.3", "resolvedVersion": "10.0.3", "latestVersion": "10.0.4" } ] } ] },
              { "path": "c.csproj" } ] }
            """)
            .ShouldBe(["Dapper 2.1.86: there is 2.2.0", "Npgsql 10.0.3: there is 10.0.4"]);

    [Theory]
    [InlineData("a methodology, done")]
    [InlineData("GET /home/start")]
    [InlineData("see /rooted")]
    public void Ordinary_words_are_left_alone(string text) => ForbiddenWords.In(text).ShouldBeEmpty();
}
