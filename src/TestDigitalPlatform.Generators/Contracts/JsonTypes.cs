using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Contracts;

/// <summary>Which types JSON carries from one side to the other unharmed.</summary>
internal static class JsonTypes
{
    private static readonly HashSet<string> Lists = new(StringComparer.Ordinal)
    {
        "IEnumerable", "IReadOnlyList", "IReadOnlyCollection", "IReadOnlyDictionary", "IList",
        "ICollection", "IDictionary", "ISet",
    };

    private static readonly HashSet<string> MachineTypes = new(StringComparer.Ordinal)
    {
        "System.Type", "System.Exception", "System.IO.Stream", "System.Threading.CancellationToken",
        "System.Threading.Tasks.Task", "System.IntPtr", "System.UIntPtr", "System.Delegate", "System.Lazy",
    };

    /// <summary>What is wrong, and what to write instead; <see langword="null"/> when JSON carries it.</summary>
    public static (string Flaw, string Instead)? Flaw(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } => null,
        // The body itself, or a stream beside the JSON.
        INamedTypeSymbol { Name: "IAsyncEnumerable", IsGenericType: true } => null,
        _ when type.IsOurs("Upload") || type.IsOurs("FileAnswer") => null,
        { TypeKind: TypeKind.Dynamic } or { SpecialType: SpecialType.System_Object } =>
            ("of an untyped type", "make it a record with the intended members"),
        { SpecialType: SpecialType.System_DateTime } =>
            ("a DateTime, which has no offset", "use DateTimeOffset"),
        { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Delegate } =>
            ("a pointer or a delegate", "remove it from the contract"),
        IArrayTypeSymbol { Rank: > 1 } => ("an array of several dimensions", "use a list of records"),
        INamedTypeSymbol { IsTupleType: true } => ("a tuple, whose element names are lost", "use a record"),
        INamedTypeSymbol { Name: "Tuple", ContainingNamespace.Name: "System" } =>
            ("a tuple, whose element names are lost", "use a record"),
        INamedTypeSymbol { Name: "IReadOnlySet" } =>
            ("an interface, which can't be deserialized", "use IReadOnlyList<T>"),
        INamedTypeSymbol { TypeKind: TypeKind.Interface } named when !IsList(named) =>
            ("an interface, which can't be deserialized", "use a sealed record"),
        INamedTypeSymbol { IsAbstract: true, TypeKind: TypeKind.Class } named when !IsMarked(named) =>
            ("abstract, which can't be deserialized",
                "use a sealed record, or declare its derived types with [JsonDerivedType]"),
        INamedTypeSymbol named when named.WithBases().Any(IsMachineType) =>
            ("a runtime object", "put the values that you need into a record"),
        INamedTypeSymbol
        {
            Name: "Dictionary" or "IReadOnlyDictionary" or "IDictionary", TypeArguments: { Length: 2 } of,
        }
            // The serializer writes the keys of booleans as True and False, which it does not read everywhere.
            when (!of[0].IsScalar() && of[0].TypeKind is not TypeKind.TypeParameter)
                || of[0].SpecialType is SpecialType.System_Boolean =>
            ("a dictionary with unsupported keys", "use a list of records"),
        _ => null,
    };

    private static bool IsList(INamedTypeSymbol type) =>
        Lists.Contains(type.Name)
        && type.ContainingNamespace.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal)
        && type.IsGenericType;

    private static bool IsMarked(INamedTypeSymbol type) => type.GetAttributes().Any(
        a => a.AttributeClass?.Name is "JsonDerivedTypeAttribute" or "JsonConverterAttribute"
            or "JsonPolymorphicAttribute");

    private static bool IsMachineType(INamedTypeSymbol type) =>
        MachineTypes.Contains($"{type.ContainingNamespace?.ToDisplayString()}.{type.Name}");
}
