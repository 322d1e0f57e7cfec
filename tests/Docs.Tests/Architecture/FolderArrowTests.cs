using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Docs.Tests.Architecture;

/// <summary>Which folder of Core knows which, by the names of types in its code.</summary>
public sealed class FolderArrowTests
{
    [Fact]
    public void No_two_folders_of_Core_know_each_other()
    {
        var files = Files().ToList();
        var folders = files.SelectMany(file => Declared(file.Root).Select(type => (Type: type, file.Folder)))
            .ToLookup(type => type.Type, type => type.Folder);
        var arrows = files
            .SelectMany(file => Used(file.Root).SelectMany(type => folders[type]
                .Where(to => to != file.Folder && !folders[type].Contains(file.Folder))
                .Select(to => (From: file.Folder, To: to, Because: $"{file.Name} uses {type.Name}"))))
            .ToLookup(arrow => (arrow.From, arrow.To), arrow => arrow.Because);

        arrows.Count.ShouldBeGreaterThan(30);
        arrows.Where(arrow => string.CompareOrdinal(arrow.Key.From, arrow.Key.To) < 0)
            .Where(arrow => arrows.Contains((arrow.Key.To, arrow.Key.From)))
            .Select(arrow => $"{arrow.Key.From} and {arrow.Key.To}: "
                + string.Join(", ", arrow.Concat(arrows[(arrow.Key.To, arrow.Key.From)]).Distinct()))
            .ShouldBeEmpty();
    }

    private static IEnumerable<(string Folder, string Name, SyntaxNode Root)> Files()
    {
        var core = Path.Combine(Repository.Root, "src", "TestDigitalPlatform.Core");
        return Directory.EnumerateFiles(core, "*.cs", SearchOption.AllDirectories)
            .Select(file => (
                Path.GetRelativePath(core, file).Split(Path.DirectorySeparatorChar)[0], Path.GetFileName(file),
                CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot()))
            .Where(file => file.Item1 is not ("bin" or "obj"));
    }

    // A type within another is no neighbour's business.
    private static IEnumerable<(string Name, int Parameters)> Declared(SyntaxNode root) =>
        from member in root.DescendantNodes(node => node is not TypeDeclarationSyntax).OfType<MemberDeclarationSyntax>()
        select member switch
        {
            TypeDeclarationSyntax type => (type.Identifier.ValueText, type.TypeParameterList?.Parameters.Count ?? 0),
            EnumDeclarationSyntax type => (type.Identifier.ValueText, 0),
            DelegateDeclarationSyntax type => (type.Identifier.ValueText, type.TypeParameterList?.Parameters.Count ?? 0),
            _ => default,
        }
        into type
        where type.Item1 is not null
        select type;

    // What stands after a dot is a member, and so is what is given a value.
    private static IEnumerable<(string Name, int Parameters)> Used(SyntaxNode root)
    {
        var own = root.DescendantNodes().Select(Member).ToHashSet();
        return root.DescendantNodes().OfType<SimpleNameSyntax>()
            .Where(name => name.Parent switch
            {
                MemberAccessExpressionSyntax access => access.Expression == name,
                MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax => false,
                QualifiedNameSyntax or UsingDirectiveSyntax or BaseNamespaceDeclarationSyntax => false,
                AssignmentExpressionSyntax assignment => assignment.Right == name,
                _ => true,
            })
            .Select(name => (Name: name.Identifier.ValueText, name.Arity))
            .Where(name => !own.Contains(name.Name))
            .Distinct();
    }

    private static string? Member(SyntaxNode node) => node switch
    {
        PropertyDeclarationSyntax property when IsNamedOtherwise(property.Type, property.Identifier) =>
            property.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        VariableDeclaratorSyntax field => field.Identifier.ValueText,
        ParameterSyntax { Type: { } type } parameter when IsNamedOtherwise(type, parameter.Identifier) =>
            parameter.Identifier.ValueText,
        _ => null,
    };

    // A member that is named like its type says nothing against the type.
    private static bool IsNamedOtherwise(TypeSyntax type, SyntaxToken name) =>
        type.ToString().TrimEnd('?') != name.ValueText;
}
