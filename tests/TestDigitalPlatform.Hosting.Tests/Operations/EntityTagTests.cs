using Microsoft.Extensions.Primitives;
using TestDigitalPlatform.Hosting.Operations;

namespace TestDigitalPlatform.Hosting.Tests.Operations;

public sealed class EntityTagTests
{
    [Theory]
    [InlineData("\"1\"", new[] { 1L })]
    [InlineData("\"9223372036854775807\"", new[] { long.MaxValue })]
    [InlineData("\"1\", \"2\"", new[] { 1L, 2L })]
    [InlineData("\"1\",, \"2\" ,", new[] { 1L, 2L })]
    [InlineData("\"a,b\", \"2\"", new[] { -1L, 2L })]
    [InlineData("*", new long[0])]
    [InlineData(" * ", new long[0])]
    // Other tags than ours, which match nothing.
    [InlineData("\"01\"", new[] { -1L })]
    [InlineData("\"+1\"", new[] { -1L })]
    [InlineData("\"1.0\"", new[] { -1L })]
    [InlineData("\"\"", new[] { -1L })]
    [InlineData("\"9223372036854775808\"", new[] { -1L })]
    [InlineData("\"\u0661\"", new[] { -1L })]
    [InlineData("W/\"1\"", new[] { -1L })]
    public void If_Match_names_versions_as_they_were_given(string header, long[] versions) =>
        Read(header).ShouldBe(versions);

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("1")]
    [InlineData("\"1")]
    [InlineData("1\"")]
    [InlineData("\"1\" \"2\"")]
    [InlineData("\"1\"2")]
    [InlineData("\" 1\"")]
    [InlineData("\"1 \"")]
    [InlineData("\"1\"\"")]
    [InlineData("w/\"1\"")]
    [InlineData("W/1")]
    [InlineData("W / \"1\"")]
    [InlineData("*, \"1\"")]
    [InlineData("\"*\", *")]
    [InlineData("'1'")]
    [InlineData("\"\u0001\"")]
    public void If_Match_that_is_malformed_is_refused(string header) =>
        Should.Throw<InvalidInputException>(() => Read(header)).Errors[0].Code.ShouldBe("invalid_format");

    [Fact]
    public void If_Match_takes_fifty_tags()
    {
        Read(string.Join(',', Enumerable.Repeat("\"1\"", 50))).Length.ShouldBe(50);
        Should.Throw<InvalidInputException>(() => Read(string.Join(',', Enumerable.Repeat("\"1\"", 51))));
    }

    [Theory]
    [InlineData("\"1\"", true)]
    [InlineData("W/\"1\"", true)]
    [InlineData("\"2\", W/\"1\"", true)]
    [InlineData("*", true)]
    [InlineData("\"01\"", false)]
    [InlineData("1", false)]
    public void If_None_Match_compares_weakly(string header, bool named) =>
        EntityTag.IsNamed(new StringValues(header), "\"1\"").ShouldBe(named);

    private static long[] Read(string header) => EntityTag.Versions(header);
}
