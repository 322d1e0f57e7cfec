using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Contracts;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Pages;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Published;

/// <summary>What a type promises to those who send, receive or hold it.</summary>
internal static class ContractFacts
{
    private static readonly Regex Spaces = new(@"\s+", RegexOptions.CultureInvariant);

    private static readonly SymbolDisplayFormat TypeNames = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Everything about one type, whatever its use.</summary>
    public static IEnumerable<Fact> Of(INamedTypeSymbol type)
    {
        if (Contract.Of(type) is { } contract)
            return contract.Kind == ContractKind.Event ? OfEvent(type) : OfOperation(contract);
        if (type.TypeKind == TypeKind.Enum)
            return Values(type, isSent: true).Concat(Values(type, isSent: false));
        return type.IsId() || type.IsTextId()
            ? [new Fact("id", NameOf(type), "is", type.IsId() ? "a UUID" : "a text")]
            : Sent(type).Concat(Received(type)).Concat(Forms(type));
    }

    /// <summary>A record as callers send it.</summary>
    public static IEnumerable<Fact> Sent(INamedTypeSymbol type) => Takes("record", type);

    /// <summary>A record as callers get it.</summary>
    public static IEnumerable<Fact> Received(INamedTypeSymbol type) => Told("record", "has", type);

    /// <summary>The values that callers may send, or get.</summary>
    public static IEnumerable<Fact> Values(INamedTypeSymbol type, bool isSent) =>
        type.GetMembers().OfType<IFieldSymbol>()
            .Where(f => f.HasConstantValue)
            .Select(f => new Fact("enum", NameOf(type), isSent ? "takes" : "has", f.JsonName()));

    /// <summary>What a type that has forms may be, by their names in JSON.</summary>
    public static IEnumerable<Fact> Forms(INamedTypeSymbol type) =>
        FormsOf(type).Select(f => new Fact("record", NameOf(type), "is", $"{f.Name} as {NameOf(f.Form)}"));

    public static IEnumerable<(INamedTypeSymbol Form, string Name)> FormsOf(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes().Where(a => a.AttributeClass?.Name == "JsonDerivedTypeAttribute"))
        {
            var given = attribute.ConstructorArguments;
            if (given.Length > 0 && given[0].Value is INamedTypeSymbol form)
                yield return (form, given.Length > 1 ? $"{given[1].Value}" : form.Name);
        }
    }

    /// <summary>The name in metadata, by which a type is found again: <c>Acme.Orders+Line</c>.</summary>
    public static string NameOf(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? $"{NameOf(outer)}+{type.MetadataName}"
        : type.ContainingNamespace.IsGlobalNamespace
            ? type.MetadataName
            : $"{type.ContainingNamespace.Plain()}.{type.MetadataName}";

    private static IEnumerable<Fact> OfOperation(Contract contract)
    {
        var (type, kind, name) = (contract.Type, contract.Word, NameOf(contract.Type));
        if (OperationAttributes.Route(type) is { } route)
            yield return new Fact(
                kind, name, "is", $"{OperationAttributes.MethodOf(route)} {OperationAttributes.PathOf(route)}");
        yield return new Fact(kind, name, "answers", contract.Answer!.ToDisplayString(TypeNames));
        foreach (var who in Allowed(type))
            yield return new Fact(kind, name, "allows", who);
        if (type.Attribute("RequireIfMatchAttribute") is not null)
            yield return new Fact(kind, name, "requires", "If-Match");
        foreach (var taken in Takes(kind, type))
            yield return taken;
        if (PageModelReader.Read(type, []) is not { } page)
            yield break;
        foreach (var sort in page.Sorts)
            yield return new Fact(kind, name, "sorts", "by " + sort.Name);
        yield return new Fact(kind, name, "sorts", "first by " + page.DefaultSort);
        foreach (var filter in type.DataProperties().Where(p => p.Attribute("FilterAttribute") is not null))
        {
            foreach (var by in Operators(filter))
                yield return new Fact(kind, name, "filters", $"{filter.JsonName()} by {by}");
        }
    }

    /// <summary>The name that <c>[EventName]</c> gives an event; its type's name is the name otherwise.</summary>
    public static string? WireName(INamedTypeSymbol type) =>
        type.Attribute("EventNameAttribute")?.ConstructorArguments.FirstOrDefault().Value as string;

    private static IEnumerable<Fact> OfEvent(INamedTypeSymbol type) => WireName(type) is { Length: > 0 } name
        ? Told("event", "tells", type).Prepend(new Fact("event", NameOf(type), "is", name))
        : Told("event", "tells", type);

    // What readers get, and the limits within which they may rely on it.
    private static IEnumerable<Fact> Told(string kind, string verb, INamedTypeSymbol type)
    {
        var parameters = Parameters(type);
        foreach (var property in type.DataProperties().Where(p => !p.IsIgnoredInJson()))
        {
            yield return new Fact(kind, NameOf(type), verb, $"{property.JsonName()} {TypeOf(property)}");
            foreach (var limit in LimitsOf(property, parameters.FirstOrDefault(p => p.Name == property.Name)))
                yield return new Fact(kind, NameOf(type), "keeps", $"{property.JsonName()} {limit}");
        }
    }

    private static IEnumerable<Fact> Takes(string kind, INamedTypeSymbol type)
    {
        var any = false;
        foreach (var member in ContractMember.Of(type).Where(m => !m.IsUnread))
        {
            if (member.Property is not { } property || property.ContainingType.IsOurs("PageQuery"))
                continue;
            yield return new Fact(
                kind, NameOf(type), "takes",
                $"{member.JsonName} {TypeOf(property)}{(member.IsRequired ? "" : " optional")}");
            foreach (var limit in Limits.Of(member.Attributes))
                yield return new Fact(kind, NameOf(type), "limits", $"{member.JsonName} {limit}");
            if (!member.IsRequired && DefaultOf(property, member.Parameter) is { } assumed)
                yield return new Fact(kind, NameOf(type), "assumes", $"{member.JsonName} {assumed}");
            any = true;
        }

        if (any)
            yield return new Fact(kind, NameOf(type), "limits", Fact.AllLimits);
    }

    private static ImmutableArray<IParameterSymbol> Parameters(INamedTypeSymbol type) =>
        ContractMember.Constructor(type)?.Parameters ?? [];

    private static IEnumerable<string> LimitsOf(IPropertySymbol property, IParameterSymbol? parameter) =>
        Limits.Of(property.GetAttributes().Concat(parameter?.GetAttributes() ?? []));

    // What is meant when it is not sent, as it is written; nothing where nothing is written.
    private static string? DefaultOf(IPropertySymbol property, IParameterSymbol? parameter)
    {
        if (parameter is not null)
            return parameter.ExplicitDefaultValue is { } value
                ? Literal.Of(value, parameter.Type).Replace("global::", "")
                : null;
        var declared = property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as PropertyDeclarationSyntax;
        return declared?.Initializer is { Value: var initial }
            ? Spaces.Replace(initial.ToString(), " ")
            : null;
    }

    private static IEnumerable<string> Allowed(INamedTypeSymbol type)
    {
        if (type.Attribute("PublicAttribute") is not null)
            return ["everybody"];
        return Operations.Allowed.Of(type).SelectMany(AllowedBy).Distinct();
    }

    private static IEnumerable<string> AllowedBy(Operations.Allowed allowed)
    {
        var with = allowed.Permission is null ? "" : Fact.With + allowed.Permission;
        return allowed.Roles.Count == 0
            ? [Fact.SignedIn + with]
            : allowed.RoleNames.Select(role => role + with);
    }

    private static IEnumerable<string> Operators(IPropertySymbol filter)
    {
        var argument = filter.Attribute("FilterAttribute")!.ConstructorArguments.FirstOrDefault();
        if (argument.Type is not { } type || argument.Value is not int given)
            return ["Equal"];
        return type.GetMembers().OfType<IFieldSymbol>()
            .Where(f => f.ConstantValue is int bit && bit != 0 && (bit & (bit - 1)) == 0 && (given & bit) == bit)
            .Select(f => f.Name);
    }

    // JSON has a sensitive value as what it is of.
    private static string TypeOf(IPropertySymbol property) => property.Type.PlainOf() is { } plain
        ? NameOf(plain) + (property.Type.NullableOf() is null ? "" : "?")
        : NameOf(property.Type);

    private static string NameOf(ITypeSymbol type) => type.ToDisplayString(TypeNames).Replace(" ", "");
}
