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
            let shown = page.In("csharp").SelectMany(block => Identifier().Matches(block.Text)).Select(word => word.Value).ToHashSet()
            from name in page.Spans
            where LikeOurs().IsMatch(name) && !name.Split('.', '<', '>', ',').Where(part => LikeOurs().IsMatch(part)).All(part => known.Contains(part) || shown.Contains(part))
            select $"{page}: {name}";

        unknown.Distinct().ShouldBeEmpty();
    }

    // Whatever the repository declares, calls or is called: types, members, parameters and the platform's words that it uses.
    private static IEnumerable<string> Declared() =>
        SourceCode.OfEverything.SelectMany(unit => unit.DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => token.ValueText)
            .Concat(Repository.Files("src", ".csproj").Concat(Repository.Files("tests", ".csproj")).Select(file => Path.GetFileNameWithoutExtension(file)));

    // Two words joined, each with a capital: RequestBinding, ICommandHandler<TCommand, TAnswer>, Decision.Refuse.
    [GeneratedRegex(@"^[A-Z][a-z]*[A-Z]*[a-z]+[A-Z]\w*(<[\w, ]+>)?(\.\w+)*$")]
    private static partial Regex LikeOurs();

    [GeneratedRegex(@"[A-Za-z_]\w+")]
    private static partial Regex Identifier();
}
