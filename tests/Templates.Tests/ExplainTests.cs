using TestDigitalPlatform.Tool;
using TestDigitalPlatform.Tool.Errors;

namespace Templates.Tests;

/// <summary><c>dotnet tdp explain</c>: the page of an error, wherever its message was read.</summary>
public sealed class ExplainTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "errors"), "TDP*.md")
            .Select(page => Path.GetFileNameWithoutExtension(page)),
    ];

    [Theory, MemberData(nameof(Pages))]
    public void Prints_each_page(string code) => ExplainCommand.PageOf(code).ShouldStartWith($"# {code}: ");

    [Theory]
    [InlineData("tdp1001")]
    [InlineData("1001")]
    [InlineData(" TDP1001 ")]
    public void Takes_an_id_as_people_type_it(string code) => ExplainCommand.PageOf(code).ShouldStartWith("# TDP1001: ");

    [Theory]
    [InlineData("TDP9999")]
    [InlineData("../TDP1001")]
    [InlineData("")]
    public void Says_what_an_id_is_when_there_is_none(string code) =>
        Should.Throw<ToolException>(() => ExplainCommand.PageOf(code)).Message.ShouldContain("TDP and four digits");
}
