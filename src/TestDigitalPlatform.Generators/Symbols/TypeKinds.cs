using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Symbols;

/// <summary>What a type is to the platform.</summary>
internal static class TypeKinds
{
    /// <summary>Whether one column holds it as it is: the same rule as the database's value map at run time.</summary>
    public static bool IsColumn(this ITypeSymbol type)
    {
        if (type.NullableOf() is { } inner)
            return inner.IsColumn();
        return type is IArrayTypeSymbol { IsSZArray: true } array
            ? IsElement(array.ElementType)
            : IsBytes(type) || IsValue(type) || type.PlainOf() is not null || type.IsOurs("SearchKey");
    }

    /// <summary>Why nothing can store it, neither a column nor JSON; <see langword="null"/> when something can.</summary>
    public static string? StorageFlaw(this ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } =>
            "its size depends on the machine: use long or ulong",
        { TypeKind: TypeKind.Delegate or TypeKind.Pointer or TypeKind.FunctionPointer } => "it is code, not data: use a value",
        IArrayTypeSymbol { Rank: > 1 } => "JSON has no arrays of several dimensions: use an array of arrays",
        INamedTypeSymbol { Name: "Type" or "Task" or "ValueTask" or "CancellationToken" or "Stream" } named
            when named.ContainingNamespace.ToDisplayString().StartsWith("System", System.StringComparison.Ordinal) =>
            "it is not data: use a value",
        _ => type.NullableOf() is { } inner ? inner.StorageFlaw() : null,
    };

    /// <summary>Whether one word of text holds it: in a route, in a query string, in a column.</summary>
    public static bool IsScalar(this ITypeSymbol type) =>
        IsNative(type) || type.TypeKind == TypeKind.Enum || IsSystem(type, "DateTimeOffset") || type.IsId()
            || type.IsTextId();

    /// <summary>
    /// Whether it is an id around a UUID; one that is declared in this compilation gets its interface only from us.
    /// </summary>
    public static bool IsId(this ITypeSymbol type) => type.IsValueType
        && (type.Implements("IId") || type.GetAttributes().Any(a => a.AttributeClass.IsOurs("IdAttribute")));

    public static bool IsTextId(this ITypeSymbol type) => type.IsValueType && type.Implements("ITextId");

    public static bool IsVersioned(this ITypeSymbol type) =>
        type.NullableOf() is { } inner
            ? inner.IsVersioned()
            : type.IsOurs("IVersioned") || type.Implements("IVersioned");

    /// <summary>The <c>T</c> of <c>T?</c> for value types.</summary>
    public static ITypeSymbol? NullableOf(this ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : null;

    /// <summary>The <c>T</c> of a <c>Sensitive&lt;T&gt;</c>, nullable or not.</summary>
    public static ITypeSymbol? PlainOf(this ITypeSymbol type) =>
        (type.NullableOf() ?? type) is INamedTypeSymbol { TypeArguments.Length: 1 } named && named.IsOurs("Sensitive")
            ? named.TypeArguments[0]
            : null;

    /// <summary>Whether null may stand there.</summary>
    public static bool AllowsNull(this ITypeSymbol type) =>
        type.NullableOf() is not null
            || (type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated);

    /// <summary>Whether it is the named type in the namespace <c>TestDigitalPlatform</c>.</summary>
    public static bool IsOurs(this ITypeSymbol? type, string name) =>
        type is { ContainingNamespace: { Name: "TestDigitalPlatform", ContainingNamespace.IsGlobalNamespace: true } }
        && type.ContainingType is null && type.Name == name;

    /// <summary>The type itself and what it is derived from.</summary>
    public static IEnumerable<INamedTypeSymbol> WithBases(this ITypeSymbol type)
    {
        for (var at = type as INamedTypeSymbol; at is not null; at = at.BaseType)
            yield return at;
    }

    public static bool IsGuid(this ITypeSymbol type) => IsSystem(type, "Guid");

    /// <summary>Whether it, or a type around it or within its arguments, is known in its own file only.</summary>
    public static bool IsWithinFile(this ITypeSymbol type)
    {
        for (var at = type as INamedTypeSymbol; at is not null; at = at.ContainingType)
        {
            if (at.IsFileLocal || at.TypeArguments.Any(IsWithinFile))
                return true;
        }

        return false;
    }

    /// <summary>Whether generated code of the compilation may name it.</summary>
    public static bool IsSeenIn(this INamedTypeSymbol type, Compilation compilation) =>
        !type.IsWithinFile() && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly);

    // What a column holds, and no address: nobody writes them there.
    private static bool IsValue(ITypeSymbol type) =>
        type.IsScalar() || IsSystem(type, "Half") || IsSystem(type, "Int128") || IsSystem(type, "UInt128");

    // Of what may be null within an array, only what the driver knows by itself.
    private static bool IsElement(ITypeSymbol type) => type.NullableOf() is { } inner
        ? inner.SpecialType is SpecialType.System_Boolean or SpecialType.System_Int16 or SpecialType.System_Int32
            or SpecialType.System_Int64 or SpecialType.System_Single or SpecialType.System_Double
            or SpecialType.System_Decimal
            || IsSystem(inner, "Guid") || IsSystem(inner, "DateOnly") || IsSystem(inner, "TimeOnly")
            || IsSystem(inner, "TimeSpan")
        : IsValue(type);

    private static bool IsBytes(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeArguments.Length: 1 } named
        && named.TypeArguments[0].SpecialType == SpecialType.System_Byte
        && (IsSystem(type, "Memory") || IsSystem(type, "ReadOnlyMemory"));

    private static bool Implements(this ITypeSymbol type, string name) => type.AllInterfaces.Any(i => i.IsOurs(name));

    private static bool IsNative(ITypeSymbol type) => type.SpecialType is
        SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_String or
        SpecialType.System_Decimal or SpecialType.System_Single or SpecialType.System_Double or
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 or
        SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or
        SpecialType.System_UInt64 or SpecialType.System_DateTime
        || IsSystem(type, "Guid")
        || IsSystem(type, "DateOnly")
        || IsSystem(type, "TimeOnly")
        || IsSystem(type, "TimeSpan");

    private static bool IsSystem(ITypeSymbol type, string name) =>
        type.Name == name
            && type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };
}
