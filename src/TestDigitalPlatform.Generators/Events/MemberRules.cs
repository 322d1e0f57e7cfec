using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Contracts;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Surroundings;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Events;

/// <summary>What an event carries: no more than fits, no secret, and whose it is.</summary>
internal static class MemberRules
{
    private const string Customer = "Customer";

    public static IEnumerable<Diagnostic> Check(INamedTypeSymbol type)
    {
        var members = type.DataProperties().Where(p => !p.IsIgnoredInJson()).ToArray();
        foreach (var member in members.Where(m => m.Locations[0].IsInSource))
        {
            if (IsMany(member.Type) && !LimitRules.IsLimited(type, member))
                yield return Diagnostic.Create(Descriptors.UnlimitedEvent, member.Locations[0], member.Name, type.Name);
            if (IsText(member.Type) && SecretText.IsNameOfSecret(member.Name))
                yield return Diagnostic.Create(Descriptors.EventSecret, member.Locations[0], member.Name, type.Name);
            if (CustomerFlaw(member, members) is var (flaw, how))
                yield return Diagnostic.Create(
                    Descriptors.EventCustomer, member.Locations[0], member.Name, type.Name, flaw, how);
        }
    }

    // The event of one of the platform's own people belongs to the customer that its member Customer names.
    private static (string Flaw, string How)? CustomerFlaw(IPropertySymbol member, IPropertySymbol[] all)
    {
        var isCustomer = (member.Type.NullableOf() ?? member.Type).IsOurs("CustomerId");
        if (member.Name == Customer)
            return isCustomer || !member.Type.IsScalar() ? null : ("is not a CustomerId", "make it a CustomerId");
        return member.Name == Customer + "Id" && isCustomer && all.All(m => m.Name != Customer)
            ? ($"is not called '{Customer}'", $"name it '{Customer}'")
            : null;
    }

    private static bool IsMany(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => false,
        IArrayTypeSymbol => true,
        INamedTypeSymbol { Name: "ReadOnlyMemory" or "Memory" } => true,
        _ => type.AllInterfaces.Concat(type is INamedTypeSymbol named ? [named] : []).Any(
            i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T),
    };

    private static bool IsText(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String
        || type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte or SpecialType.System_Char };
}
