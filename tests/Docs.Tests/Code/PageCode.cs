using System.Globalization;
using System.Text;
using Docs.Tests.Pages;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Docs.Tests.Code;

/// <summary>Makes a block of a page a file that can be compiled.</summary>
/// <remarks>Declarations stay as they are; members are put into a class, and statements into a method.</remarks>
internal static class PageCode
{
    /// <summary>What stands around members and statements unless the page's preamble says otherwise.</summary>
    internal const string DefaultScope = "internal class PageScope;";

    private static readonly string[] Visibilities = ["public", "internal", "private"];

    internal static string Compilable(Page page, Block block)
    {
        var (usings, code) = SplitUsings(block.Text);
        var numbered = string.Create(CultureInfo.InvariantCulture, $"#line {block.Line} \"{page.Path}\"\n{code}\n");
        var name = string.Create(CultureInfo.InvariantCulture, $"Block{block.Line}");
        var begin = $"{usings}internal sealed class {name} : PageScope\n{{\n";
        return ShapeOf(code) switch
        {
            BlockShape.Declarations => usings + numbered,
            BlockShape.Members => $"{begin}{numbered}}}",
            _ => $"{begin}internal static async Task Run(CancellationToken cancellationToken)\n{{\n{numbered}}}\n}}",
        };
    }

    private static BlockShape ShapeOf(string code)
    {
        var members = ((CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code).GetRoot()).Members;
        if (members.Any(IsMember))
            return BlockShape.Members;
        return members.OfType<GlobalStatementSyntax>().Any() ? BlockShape.Statements : BlockShape.Declarations;
    }

    // The parser takes a method outside of a type for a local function; only a member says who may call it.
    private static bool IsMember(MemberDeclarationSyntax member) => member switch
    {
        GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax function } =>
            function.Modifiers.Any(modifier => Visibilities.Contains(modifier.Text)),
        BaseFieldDeclarationSyntax or BasePropertyDeclarationSyntax or BaseMethodDeclarationSyntax => true,
        _ => false,
    };

    // Usings come before any class; a blank line takes the place of each, so that the lines keep their numbers.
    private static (string Usings, string Code) SplitUsings(string text)
    {
        var (usings, code) = (new StringBuilder(), new StringBuilder());
        foreach (var line in text.Split('\n'))
        {
            (IsUsing(line) ? usings : code).Append(line).Append('\n');
            if (IsUsing(line))
                code.Append('\n');
        }

        return (usings.ToString(), code.ToString());
    }

    private static bool IsUsing(string line) =>
        CSharpSyntaxTree.ParseText(line).GetRoot() is CompilationUnitSyntax { Usings.Count: 1, Members.Count: 0 };

    private enum BlockShape
    {
        Declarations,
        Members,
        Statements,
    }
}
