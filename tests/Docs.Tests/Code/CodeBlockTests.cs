using System.Text.Json;
using Docs.Tests.Pages;

namespace Docs.Tests.Code;

public sealed class CodeBlockTests
{
    public static TheoryData<string> PagesWithCode => PageData.WithCode();

    public static TheoryData<string> PagesWithJson => PageData.With("json");

    [Theory, MemberData(nameof(PagesWithCode))]
    public async Task The_code_of_a_page_compiles_as_a_teams_code_does(string page)
    {
        var complaints = await TeamCompiler.Complaints(Page.Of(page), TestContext.Current.CancellationToken);

        complaints.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(PagesWithJson))]
    public void The_json_of_a_page_is_json(string page)
    {
        foreach (var block in Page.Of(page).In("json"))
            Should.NotThrow(() => JsonDocument.Parse(block.Text), $"{page}:{block.Line}");
    }

    [Fact]
    public async Task A_block_that_does_not_compile_is_told_with_its_line()
    {
        var page = new Page("docs/wrong.md", "Text.\n\n```csharp\nvar x = new Unknown();\n```\n");

        var complaints = await TeamCompiler.Complaints(page, TestContext.Current.CancellationToken);

        complaints.ShouldHaveSingleItem().ShouldStartWith("docs/wrong.md:4: CS0246");
    }
}
