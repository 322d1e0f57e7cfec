using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Docs.Tests.Reference;

/// <summary>Who uses something that will go is told by an id of its own, which has a page.</summary>
public sealed class ObsoleteTests
{
    [Fact]
    public void Each_obsolete_member_has_an_id_and_a_page()
    {
        var obsolete = SourceCode.InPackages<AttributeSyntax>()
            .Where(a => a.Name.ToString() is "Obsolete" or "ObsoleteAttribute");

        obsolete.Where(a => !HasIdAndPage(a)).Select(a => a.ToString()).ShouldBeEmpty();
    }

    private static bool HasIdAndPage(AttributeSyntax attribute)
    {
        var id = SourceCode.Text(Argument(attribute, "DiagnosticId"));
        return id?.StartsWith("TDP2", StringComparison.Ordinal) is true
            && Argument(attribute, "UrlFormat") is not null
            && File.Exists(Repository.At("docs", "errors", $"{id}.md"));
    }

    private static ExpressionSyntax? Argument(AttributeSyntax attribute, string name) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.Text == name)?.Expression;
}
