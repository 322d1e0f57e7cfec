using System.Text.RegularExpressions;
using Docs.Tests.Pages;
using Docs.Tests.Reference;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Docs.Tests.Names;

public sealed partial class NameTests
{
    [Fact]
    public void A_name_in_backticks_that_looks_like_code_of_ours_is_code_of_ours()
    {
        var known = Declared().ToHashSet(StringComparer.Ordinal);
        var unknown =
            from page in Page.All
            from name in page.Spans
            where LikeOurs().IsMatch(name) && !known.Contains(name)
            from part in name.Split('.', '<', '>', ',')
            where LikeOurs().IsMatch(part.Trim()) && !known.Contains(part.Trim())
            select $"{page}: {part}";

        unknown.Distinct().ShouldBeEmpty();
    }

    // Whatever the repository declares, calls or names (settings), what its pages show as code, and the driver's words.
    private static IEnumerable<string> Declared() =>
        SourceCode.OfEverything.SelectMany(unit => unit.DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken) || token.IsKind(SyntaxKind.StringLiteralToken))
            .Select(token => token.ValueText)
            .Concat(Page.All.SelectMany(page => page.In("csharp")).SelectMany(block => Words(block.Text)))
            .Concat(Repository.Files("tests", ".csproj").Append(Repository.At("Directory.Build.props"))
                .SelectMany(file => Words(File.ReadAllText(file))))
            .Concat(typeof(Npgsql.NpgsqlBatch).Assembly.GetExportedTypes().Select(type => type.Name));

    private static IEnumerable<string> Words(string text) => Identifier().Matches(text).Select(word => word.Value);

    // Two words joined, each with a capital: RequestBinding, ICommandHandler<TCommand, TAnswer>, Decision.Refuse.
    [GeneratedRegex(@"^[A-Z][a-z]*[A-Z]*[a-z]+[A-Z][a-zA-Z0-9]*(<[\w, ]+>)?(\.\w+)*$")]
    private static partial Regex LikeOurs();

    [GeneratedRegex(@"[A-Za-z_]\w+")]
    private static partial Regex Identifier();
}
