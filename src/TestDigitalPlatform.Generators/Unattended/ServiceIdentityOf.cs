using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Callers;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Unattended;

/// <summary>What a class's <c>[ServiceIdentity]</c> declares.</summary>
internal sealed record ServiceIdentityOf(
    string Name, TypedConstant Role, INamedTypeSymbol[] Messages, IReadOnlyList<string> Permissions)
{
    private const int MaxName = 50;

    public static ServiceIdentityOf? Read(ITypeSymbol worker) =>
        worker.Attribute("ServiceIdentityAttribute") is { ConstructorArguments: { Length: 3 } given } declared
            && given[2] is { Kind: TypedConstantKind.Array, IsNull: false } messages
                ? new ServiceIdentityOf(
                    given[0].Value as string ?? "", given[1],
                    [.. messages.Values.Select(m => m.Value).OfType<INamedTypeSymbol>()], PermissionsOf(declared))
                : null;

    public bool Names(ITypeSymbol message) => Messages.Contains(message, SymbolEqualityComparer.Default);

    /// <summary>What can't work about it, each with how to correct it.</summary>
    public IEnumerable<(string Why, string How)> Flaws()
    {
        if (!KebabName.Is(Name, MaxName))
            yield return (
                $"its name '{Name}' is not 2 to {MaxName} lower-case letters, digits and single hyphens that begin with a "
                + "letter",
                "change the name");
        foreach (var message in Messages)
        {
            if (Message.Of(message) is null)
                yield return ($"'{message.Name}' is neither a query nor a command", "name messages only");
            else if (!CallerRules.Allows(message, Role, Permissions))
                yield return (
                    $"'{message.Name}' does not allow the role {CallerRules.NameOf(Role)} with its permissions",
                    "give it a role, and permissions, that each of its messages allows");
        }
    }

    private static string[] PermissionsOf(AttributeData declared) =>
    [
        .. declared.NamedArguments.Where(a => a.Key == "Permissions" && !a.Value.IsNull)
            .SelectMany(a => a.Value.Values).Select(v => v.Value as string ?? ""),
    ];
}
