using Docs.Tests.Pages;

namespace Docs.Tests.Names;

public sealed class FolderTests
{
    private static readonly string[] Parts = ["src", "templates", "tests", "benchmarks", "samples"];

    private static readonly IReadOnlyList<string> Named =
        [.. Page.Of("CONTRIBUTING.md").Spans.Where(span => Parts.Any(part => span.StartsWith($"{part}/", StringComparison.Ordinal)))];

    [Fact]
    public void Each_folder_with_work_of_ours_says_in_the_contributors_page_what_it_is_for() =>
        Folders().Where(folder => !Named.Any(name => Covers(name, folder))).ShouldBeEmpty();

    [Fact]
    public void Each_folder_that_the_contributors_page_names_is_there() =>
        Named.Where(name => !Folders().Any(folder => Covers(name, folder))).ShouldBeEmpty();

    private static IEnumerable<string> Folders() => Parts
        .SelectMany(part => Directory.EnumerateDirectories(Repository.At(part)))
        .Where(folder => Repository.Files(Repository.Relative(folder), "").Any())
        .Select(Repository.Relative);

    // One line for what is made once for each system: TestDigitalPlatform.Postgres.<rid>.
    private static bool Covers(string name, string folder) => name.Split('<') switch
    {
        [var whole] => folder == whole,
        [var start, ..] => folder.StartsWith(start, StringComparison.Ordinal),
        _ => false,
    };
}
