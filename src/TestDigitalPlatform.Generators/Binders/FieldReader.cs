using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Pages;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Binders;

/// <summary>Decides how each part of a message is read.</summary>
internal sealed class FieldReader(INamedTypeSymbol message, Compilation compilation, ICollection<MessageFlaw> flaws)
{
    private static readonly string[] Lists =
        ["IReadOnlyList", "IReadOnlyCollection", "IEnumerable", "IList", "ICollection", "List"];

    /// <param name="part">The part.</param>
    /// <param name="name">The parameter as the path writes it.</param>
    public FieldModel? FromRoute(ContractMember part, string name) => IsWord(part.Type)
        ? Field(part, FieldForm.Value, part.Type, mustBeSent: false) with { Name = name, Place = FieldPlace.Always }
        : Refuse(part, "a path supports only numbers, strings, booleans, times, ids and enums: make it one of these");

    public FieldModel FromBody(ContractMember part) => Field(part, FieldForm.Value, part.Type, mustBeSent: true) with
    {
        HasParts = part.Property is not null && !IsWord(part.Type),
    };

    public FieldModel FromFile(ContractMember part) =>
        Field(part, FieldForm.File, part.Type, mustBeSent: true) with { Place = FieldPlace.Always };

    public FieldModel? FromQuery(ContractMember part)
    {
        if (PageModelReader.FilterOf(part.Type) is { } filtered)
            return Filter(part, filtered);
        if (IsBytes(part.Type))
            return Field(part, FieldForm.Value, part.Type, mustBeSent: true);
        if (ListItem(part.Type) is { } item && IsWord(item) && !item.AllowsNull())
            return Field(
                part, part.Type is IArrayTypeSymbol ? FieldForm.Array : FieldForm.List, item, mustBeSent: true);
        return IsWord(part.Type)
            ? Field(part, FieldForm.Value, part.Type, mustBeSent: true)
            : Refuse(
                part,
                "a query string supports only numbers, strings, booleans, times, ids, enums and lists of them: "
                + "make it one of these, or several properties");
    }

    private FieldModel? Filter(ContractMember part, ITypeSymbol filtered)
    {
        // Without [Filter] no caller may use it; the analyzer of pages says so.
        if (part.Property?.Attribute("FilterAttribute") is not { } attribute)
            return null;
        var operators = attribute.ConstructorArguments.Length == 1 ? attribute.ConstructorArguments[0].Value : 1;
        return Field(part, FieldForm.Filter, filtered, mustBeSent: false) with
        {
            Traits = Operators(operators),
            Operators = Operators(operators),
        };
    }

    private static string Operators(object? operators) => $"(global::TestDigitalPlatform.Operators){operators}";

    private FieldModel Field(ContractMember part, FieldForm form, ITypeSymbol readType, bool mustBeSent)
    {
        var rules = FieldRules.Read(part.Attributes, compilation);
        var isRequired = rules.IsRequired || (mustBeSent && part.IsRequired);
        return new FieldModel(
            part.Name, part.JsonName, form, Place(part), part.Parameter?.Ordinal ?? -1,
            part.Type.FullAnnotated(), readType.FullAnnotated(), Initial(part, form),
            part.Property?.ContainingType.Full() ?? "",
            Traits(isRequired, part.Type.AllowsNull(), rules.BoundLength && form == FieldForm.Value),
            rules.Simple, rules.Within)
        {
            Parameter = part.Parameter?.Name,
            DeclaredType = part.Type.Full(),
            IsRequired = isRequired,
            IsPaging = part.Property is { } property && IsPaging(property),
        };
    }

    private FieldPlace Place(ContractMember part)
    {
        if (part.Parameter is not null || part.Property!.IsRequired || IsPaging(part.Property))
            return FieldPlace.Always;
        if (!part.Property.ContainingType.IsGenericType)
            return FieldPlace.Setter;
        return message.IsRecord ? FieldPlace.Copy : FieldPlace.Always;
    }

    private static string Initial(ContractMember part, FieldForm form)
    {
        if (form == FieldForm.Value && part.Parameter is { HasExplicitDefaultValue: true } parameter)
            return parameter.ExplicitDefaultValue is { } sent ? Literal.Of(sent, parameter.Type) : "default!";
        return form == FieldForm.Value && part.Property is { Name: "Limit" } limit && IsPaging(limit)
            ? $"{limit.ContainingType.Full()}.DefaultLimit"
            : "default!";
    }

    private static bool IsPaging(IPropertySymbol property) => property.ContainingType.IsOurs("PageQuery");

    private static string Traits(bool isRequired, bool allowsNull, bool boundLength)
    {
        const string Type = "global::TestDigitalPlatform.Hosting.Binding.FieldTraits.";
        string[] traits =
        [
            .. isRequired ? new[] { Type + "Required" } : [],
            .. allowsNull ? new[] { Type + "Nullable" } : [],
            .. boundLength ? new[] { Type + "OwnLength" } : [],
        ];
        return traits.Length == 0 ? Type + "None" : string.Join(" | ", traits);
    }

    private static bool IsWord(ITypeSymbol type) => (type.NullableOf() ?? type).IsScalar();

    // One word in base64, as in JSON.
    private static bool IsBytes(ITypeSymbol type) =>
        type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte };

    private static ITypeSymbol? ListItem(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol { TypeArguments.Length: 1 } list when Lists.Contains(list.Name)
            && list.ContainingNamespace.ToDisplayString() == "System.Collections.Generic" => list.TypeArguments[0],
        _ => null,
    };

    private FieldModel? Refuse(ContractMember part, string reason)
    {
        flaws.Add(new MessageFlaw(part.Name, reason));
        return null;
    }
}
