using System.Globalization;
using System.Text;
using Docs.Tests.Pages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Docs.Tests.Code;

/// <summary>Makes a block of a page a file that can be compiled: declarations as they are, members and statements within something.</summary>
internal static class PageCode
{
    /// <summary>What stands around members and statements unless the page's preamble says otherwise.</summary>
    internal const string DefaultScope = "internal class PageScope;";

    internal static string Compilable(Page page, Block block)
    {
        var (usings, code) = SplitUsings(block.Text);
        var line = string.Create(CultureInfo.InvariantCulture, $"#line {block.Line} \"{page.Path}\"");
        var name = string.Create(CultureInfo.InvariantCulture, $"Block{block.Line}");
        return Shape(code) switch
        {
            BlockShape.Declarations => $"{line}\n{block.Text}",
            BlockShape.Members => $"{usings}internal sealed partial class {name} : PageScope\n{{\n{line}\n{code}\n}}",
            _ => $"{usings}internal sealed class {name} : PageScope\n{{\ninternal static async Task Run(CancellationToken cancellationToken)\n{{\n{line}\n{code}\n}}\n}}",
        };
    }

    private static BlockShape Shape(string code)
    {
        var members = ((CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code).GetRoot()).Members;
        if (members.Any(IsMember))
            return BlockShape.Members;
        return members.OfType<GlobalStatementSyntax>().Any() ? BlockShape.Statements : BlockShape.Declarations;
    }

    // The parser takes a method outside of a type for a local function; only a member says who may call it.
    private static bool IsMember(MemberDeclarationSyntax member) => member switch
    {
        GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax function } => function.Modifiers.Any(m => Visibilities.Contains(m.Text)),
        BaseFieldDeclarationSyntax or BasePropertyDeclarationSyntax or BaseMethodDeclarationSyntax => true,
        _ => false,
    };

    private static readonly string[] Visibilities = ["public", "internal", "private"];

    // They come before any class, so they stay where the block's numbering begins; a blank line takes the place of each.
    private static (string Usings, string Code) SplitUsings(string text)
    {
        var (usings, code) = (new StringBuilder(), new StringBuilder());
        foreach (var line in text.Split('\n'))
        {
            var isUsing = line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('(') && !line.Contains("var ");
            (isUsing ? usings : code).Append(line).Append('\n');
            if (isUsing)
                code.Append('\n');
        }

        return (usings.ToString(), code.ToString());
    }

    private enum BlockShape
    {
        Declarations,
        Members,
        Statements,
    }
}
