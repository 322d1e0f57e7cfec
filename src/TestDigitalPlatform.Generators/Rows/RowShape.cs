using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Rows;

/// <summary>What a type must look like for rows to be read into it.</summary>
internal static class RowShape
{
    /// <returns>The model, or <see langword="null"/> with a <paramref name="flaw"/> when no reader can be
    /// written.</returns>
    public static RowModel? Read(ITypeSymbol type, Compilation compilation, out string? flaw)
    {
        flaw = Flaw(type, compilation);
        if (flaw is not null || type is not INamedTypeSymbol row
            || row.DataConstructor(compilation) is not { } constructor)
            return null;

        var covered = constructor.Parameters.Select(p => p.Name).ToArray();
        var required = row.DataProperties()
            .Where(p => p.IsRequired && !covered.Contains(p.Name, StringComparer.OrdinalIgnoreCase))
            .Select(p => RowMember.Of(p.Name, p.Type));
        return new RowModel(
            row.Full(),
            constructor.Parameters.Select(p => RowMember.Of(p.Name, p.Type)).ToSequence(),
            required.ToSequence());
    }

    private static string? Flaw(ITypeSymbol type, Compilation compilation)
    {
        if (type is not INamedTypeSymbol named)
            return type is ITypeParameterSymbol
                ? "it is a type parameter, and readers are generated only for concrete types"
                : "it is not a record";
        if (named.IsTupleType || named.IsAnonymousType)
            return "it has no names for its columns";
        if (named is not { TypeKind: TypeKind.Class or TypeKind.Struct } || named.IsAbstract)
            return "it can't be constructed";
        if (!named.IsSeenIn(compilation))
            return "it is private, so generated code can't access it";
        if (named.DataConstructor(compilation) is not { } constructor)
            return "it has no constructor that generated code can access";
        if (constructor.Parameters.Length == 0 && !named.DataProperties().Any(p => p.IsRequired))
            return "it has no constructor parameters and no required properties, so there is nothing to read";
        var unsupported = constructor.Parameters.FirstOrDefault(
            p => p.RefKind != RefKind.None || p.Type.IsRefLikeType || p.Type.TypeKind == TypeKind.Pointer);
        if (unsupported is not null)
            return $"no column can hold its '{unsupported.Name}'";
        var members = constructor.Parameters.Select(p => (p.Name, p.Type))
            .Concat(named.DataProperties().Where(p => p.IsRequired).Select(p => (p.Name, p.Type)));
        return members
            .Select(m => m.Type.StorageFlaw() is { } flaw ? $"no column can hold its '{m.Name}' ({flaw})" : null)
            .FirstOrDefault(flaw => flaw is not null);
    }
}
