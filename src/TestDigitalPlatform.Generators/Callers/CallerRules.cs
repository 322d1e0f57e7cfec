using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Callers;

/// <summary>Who may send a message, as its attributes say.</summary>
internal static class CallerRules
{
    /// <summary>Whether a caller without a customer is refused before anything is fetched: the rule of
    /// <c>Operation.NeedsCustomer</c>.</summary>
    public static bool NeedsCustomer(ITypeSymbol message)
    {
        if (message.Attribute("ForCustomerAttribute") is not null)
            return true;
        var allowed = Allowed.Of(message);
        return allowed.Count > 0 && allowed.All(a => a.Roles.Count > 0
            && a.Roles.All(role => NameOf(role) is "CustomerAdministrator" or "CustomerUser"));
    }

    /// <summary>Whether callers of a role with these permissions may send it.</summary>
    public static bool Allows(ITypeSymbol message, TypedConstant role, IReadOnlyList<string> permissions) =>
        message.Attribute("PublicAttribute") is not null
        || Allowed.Of(message).Any(a =>
            (a.Roles.Count == 0 || a.Roles.Any(r => Equals(r.Value, role.Value)))
            && (a.Permission is null || permissions.Contains(a.Permission)));

    public static string NameOf(TypedConstant role) =>
        role.Type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => Equals(f.ConstantValue, role.Value))?.Name
        ?? "";
}
