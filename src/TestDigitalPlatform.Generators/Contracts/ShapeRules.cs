using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Contracts;

/// <summary>A message is a sealed record that nobody changes.</summary>
internal static class ShapeRules
{
    private const string InitOnly = "give it 'init' instead of 'set'";

    private static readonly Dictionary<string, string> Mutable = new(StringComparer.Ordinal)
    {
        ["List"] = "IReadOnlyList", ["IList"] = "IReadOnlyList", ["ICollection"] = "IReadOnlyCollection",
        ["Dictionary"] = "IReadOnlyDictionary", ["IDictionary"] = "IReadOnlyDictionary",
        ["SortedDictionary"] = "IReadOnlyDictionary", ["HashSet"] = "IReadOnlyList", ["ISet"] = "IReadOnlyList",
        ["SortedSet"] = "IReadOnlyList", ["Collection"] = "IReadOnlyList", ["ObservableCollection"] = "IReadOnlyList",
        ["Queue"] = "IReadOnlyList", ["Stack"] = "IReadOnlyList", ["ConcurrentDictionary"] = "IReadOnlyDictionary",
    };

    public static IEnumerable<Diagnostic> Check(Contract contract)
    {
        var type = contract.Type;
        if (WhyNoRecord(type) is { } flaw)
            yield return Diagnostic.Create(
                Descriptors.NoSealedRecord, type.Locations[0], contract.Word, type.Name, flaw);
        foreach (var member in type.WithBases().SelectMany(b => b.GetMembers()).Where(IsWritten))
        {
            if (Flaw(member) is var (what, how, instead))
                yield return Diagnostic.Create(
                    Descriptors.MutableMessage, member.Locations[0], Suggestion.Of(instead),
                    member.Name, contract.Word, type.Name, what, how);
        }

        if (contract.Kind == ContractKind.Event && type.GetMembers("Subject").FirstOrDefault() is IPropertySymbol
            {
                DeclaredAccessibility: Accessibility.Public, IsImplicitlyDeclared: false,
            } subject && !subject.IsIgnoredInJson())
            yield return Diagnostic.Create(Descriptors.SubjectInJson, subject.Locations[0], type.Name);
    }

    private static string? WhyNoRecord(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Struct } => "a struct",
        { IsRecord: false } => "a class",
        { IsSealed: false } => "not sealed",
        _ => null,
    };

    // What another assembly declares is told there.
    private static bool IsWritten(ISymbol member) =>
        member is { IsStatic: false, IsImplicitlyDeclared: false, DeclaredAccessibility: not Accessibility.Private }
        && member.Locations[0].IsInSource;

    private static (string What, string How, string Instead)? Flaw(ISymbol member) => member switch
    {
        IFieldSymbol { IsReadOnly: false, IsConst: false } =>
            ("is a field that can be set", "make it a property with 'init'", ""),
        IPropertySymbol { SetMethod.IsInitOnly: false } => ("can be set", InitOnly, "init"),
        IPropertySymbol { Type: INamedTypeSymbol { IsGenericType: true } list } when ReadOnlyForm(list) is { } form =>
            ($"is a {list.Name}, whose items can change", $"make it an {form}", form),
        _ => null,
    };

    /// <summary><c>IReadOnlyList&lt;string&gt;</c> for a <c>List&lt;string&gt;</c>.</summary>
    private static string? ReadOnlyForm(INamedTypeSymbol type) =>
        type.ContainingNamespace.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal)
        && Mutable.TryGetValue(type.Name, out var form)
            ? $"{form}<{string.Join(", ", type.TypeArguments.Select(a => a.ToDisplayString(
                SymbolDisplayFormat.MinimallyQualifiedFormat)))}>"
            : null;
}
