using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Symbols;

/// <summary>The members of a record that carry its data.</summary>
internal static class Members
{
    /// <summary>The constructor that takes most, leaving out the one that copies.</summary>
    public static IMethodSymbol? DataConstructor(this INamedTypeSymbol type, Compilation compilation) =>
        type.InstanceConstructors
        .Where(c => compilation.IsSymbolAccessibleWithin(c, compilation.Assembly))
        .Where(c => c.Parameters.Length != 1 || !SymbolEqualityComparer.Default.Equals(c.Parameters[0].Type, type))
        .OrderByDescending(c => c.Parameters.Length)
        .FirstOrDefault();

    /// <summary>The public properties with a value to read, base types' first, each name once.</summary>
    public static IReadOnlyList<IPropertySymbol> DataProperties(this ITypeSymbol type)
    {
        var properties = new List<IPropertySymbol>();
        foreach (var declaring in type.WithBases().Reverse())
        {
            foreach (var property in declaring.GetMembers().OfType<IPropertySymbol>())
            {
                if (property.IsReadable())
                {
                    properties.RemoveAll(p => p.Name == property.Name);
                    properties.Add(property);
                }
            }
        }

        return properties;
    }

    private static bool IsReadable(this IPropertySymbol property) =>
        property is { IsStatic: false, IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public };

    public static bool IsSettable(this IPropertySymbol property) =>
        property.SetMethod is { DeclaredAccessibility: Accessibility.Public };

    /// <summary>Whether JSON never holds it when it is written.</summary>
    public static bool IsIgnoredInJson(this IPropertySymbol property) => IgnoredWhen(property) is Always or WhenWriting;

    /// <summary>Whether it is ignored when JSON is read.</summary>
    public static bool IsUnread(this IPropertySymbol property) => IgnoredWhen(property) is Always or WhenReading;

    /// <summary>A property's or an enum value's name in JSON.</summary>
    public static string JsonName(this ISymbol member) =>
        member.GetAttributes().FirstOrDefault(
            a => a.AttributeClass?.Name is "JsonPropertyNameAttribute" or "JsonStringEnumMemberNameAttribute")
            ?.ConstructorArguments.FirstOrDefault().Value as string
        ?? Naming.Camel(member.Name);

    // The values of JsonIgnoreCondition; the others depend on the value, and only when it is written.
    private const int Always = 1;
    private const int WhenWriting = 4;
    private const int WhenReading = 5;

    private static int? IgnoredWhen(IPropertySymbol property) =>
        property.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "JsonIgnoreAttribute") is { } ignore
            ? ignore.NamedArguments.FirstOrDefault(a => a.Key == "Condition").Value.Value as int? ?? Always
            : null;

    public static AttributeData? Attribute(this ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass.IsOurs(name));

    /// <summary>All attributes of a name, where there may be several.</summary>
    public static IEnumerable<AttributeData> Attributes(this ISymbol symbol, string name) =>
        symbol.GetAttributes().Where(a => a.AttributeClass.IsOurs(name));

    /// <summary>The values of a <c>params</c> constructor.</summary>
    public static TypedConstant[]? Listed(this AttributeData attribute) =>
        attribute.ConstructorArguments.Length == 1
            && attribute.ConstructorArguments[0] is { IsNull: false, Kind: TypedConstantKind.Array } values
            ? [.. values.Values]
            : null;

    /// <summary>A named argument of an attribute.</summary>
    public static T? Named<T>(this AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name
                && argument.Value is { IsNull: false, Kind: not TypedConstantKind.Array, Value: T value })
                return value;
        }

        return default;
    }
}
