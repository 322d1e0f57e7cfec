using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Permissions;

/// <summary>A permission, as a constant of a class with <c>[Permissions]</c> declares it.</summary>
internal sealed record Permission(IFieldSymbol Constant, string Name)
{
    private const int MaxLength = 100;

    /// <summary>The constant as others write it: <c>OrderPermissions.Approve</c>.</summary>
    public string Shown => $"{Constant.ContainingType.Name}.{Constant.Name}";

    /// <summary>The permissions that a type declares; none when it is no such class.</summary>
    public static IEnumerable<Permission> Of(INamedTypeSymbol type) => type.Attribute("PermissionsAttribute") is null
        ? []
        : type.GetMembers().OfType<IFieldSymbol>()
            .Where(f => f is { HasConstantValue: true, ConstantValue: string })
            .Select(f => new Permission(f, (string)f.ConstantValue!));

    /// <summary>Why it is no name for a permission, to follow "because".</summary>
    public string? Flaw => Name switch
    {
        "" => "it is empty",
        { Length: > MaxLength } => $"it is longer than {MaxLength} characters",
        _ when !Name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '.') =>
            "it has other characters than lower-case letters, digits, _ and dots",
        _ when Name.Split('.') is var parts && (parts.Length < 2 || !parts.All(p => p.Length > 0 && p[0] is >= 'a' and <= 'z')) =>
            "it is not an area and an act, joined by a dot, each beginning with a letter",
        _ => null,
    };
}
