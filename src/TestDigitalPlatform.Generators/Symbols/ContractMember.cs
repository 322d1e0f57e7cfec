using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Symbols;

/// <summary>
/// One member of a contract that JSON is read into: a parameter of the constructor, a property, or both. The same that
/// System.Text.Json finds at run time.
/// </summary>
internal sealed record ContractMember(IParameterSymbol? Parameter, IPropertySymbol? Property)
{
    public string Name => Property?.Name ?? Parameter!.Name;

    public string JsonName => Property?.JsonName() ?? Naming.Camel(Parameter!.Name);

    public ITypeSymbol Type => Property?.Type ?? Parameter!.Type;

    public IEnumerable<AttributeData> Attributes =>
        (Property?.GetAttributes() ?? []).Concat(Parameter?.GetAttributes() ?? []);

    /// <summary>Whether a caller must send it, as its declaration says.</summary>
    public bool IsRequired => Parameter is null ? Property!.IsRequired : !Parameter.HasExplicitDefaultValue;

    /// <summary>Whether JSON passes it over, so that nobody can send it.</summary>
    public bool IsUnread => Property?.IsUnread() is true;

    /// <summary>
    /// The constructor that JSON uses: the marked one, else the one without parameters, else the only public one.
    /// </summary>
    public static IMethodSymbol? Constructor(INamedTypeSymbol type) => type.InstanceConstructors
        .Where(c => c.DeclaredAccessibility == Accessibility.Public)
        .Where(c => c.Parameters.Length != 1 || !SymbolEqualityComparer.Default.Equals(c.Parameters[0].Type, type))
        .OrderByDescending(c => c.GetAttributes().Any(a => a.AttributeClass?.Name == "JsonConstructorAttribute"))
        .ThenByDescending(c => c.Parameters.Length == 0)
        .ThenByDescending(c => c.Parameters.Length)
        .FirstOrDefault();

    /// <summary>Whether JSON can't choose: there are several constructors, each with parameters, and none is marked.</summary>
    public static bool HasNoChosenConstructor(INamedTypeSymbol type)
    {
        var open = type.InstanceConstructors
            .Where(c => c.DeclaredAccessibility == Accessibility.Public)
            .Where(c => c.Parameters.Length != 1 || !SymbolEqualityComparer.Default.Equals(c.Parameters[0].Type, type))
            .ToArray();
        return open.Length > 1 && open.All(c => c.Parameters.Length > 0)
            && !open.Any(c => c.GetAttributes().Any(a => a.AttributeClass?.Name == "JsonConstructorAttribute"));
    }

    /// <summary>All of a type: the constructor's first, also those that JSON passes over.</summary>
    public static IReadOnlyList<ContractMember> Of(INamedTypeSymbol type)
    {
        var properties = type.DataProperties();
        var members = (Constructor(type)?.Parameters ?? [])
            .Select(given => new ContractMember(
                given,
                properties.FirstOrDefault(p => p.Name == given.Name)
                    ?? properties.FirstOrDefault(p => string.Equals(p.Name, given.Name, StringComparison.OrdinalIgnoreCase))))
            .ToList();
        var covered = new HashSet<ISymbol?>(members.Select(m => m.Property), SymbolEqualityComparer.Default);
        members.AddRange(properties
            .Where(p => p.IsSettable() && !p.IsUnread() && !covered.Contains(p)
                && !p.GetAttributes().Any(a => a.AttributeClass?.Name == "JsonExtensionDataAttribute"))
            .Select(p => new ContractMember(null, p)));
        return members;
    }
}
