using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TestDigitalPlatform.Types;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>Says in a schema what the validation attributes of a property demand.</summary>
/// <remarks>What a schema can't say is named in <see cref="OtherRules"/>, and never fails the document.</remarks>
internal static class Constraints
{
    // What EmailAddressAttribute and UrlAttribute look for, besides what the formats say.
    private const string Email = @"^[^@\r\n]+@[^@\r\n]+$";
    private const string Url = @"^([Hh][Tt][Tt][Pp][Ss]?|[Ff][Tt][Pp])://";

    private const string NotBlank = @"\S";

    /// <param name="schema">The member's own schema.</param>
    /// <param name="type">The member's type, without its nullability.</param>
    /// <param name="attributes">The member's attributes.</param>
    internal static void Apply(OpenApiSchema schema, Type type, IEnumerable<Attribute> attributes)
    {
        // The pattern that says most comes first, and "no blank text" last.
        foreach (var attribute in attributes.OrderBy(a => a is RequiredAttribute))
            Apply(schema, type, attribute);
    }

    private static void Apply(OpenApiSchema schema, Type type, Attribute attribute)
    {
        // A length is the list's own; what is said about a value holds for each that a list carries.
        if (schema.Items is OpenApiSchema item && Shapes.ElementOfList(type) is { } element
            && attribute is RangeAttribute or AllowedValuesAttribute or DeniedValuesAttribute)
            Apply(item, Nullable.GetUnderlyingType(element) ?? element, attribute);
        else if (attribute is ObsoleteAttribute)
            schema.Deprecated = true;
        else if (attribute is ValidationAttribute rule && !TrySay(schema, type, rule))
            OtherRules.Say(schema, RuleName(rule));
    }

    // False for a rule that the schema can't express.
    private static bool TrySay(OpenApiSchema schema, Type type, ValidationAttribute rule) => rule switch
    {
        StringLengthAttribute length => TrySize(schema, type, length.MinimumLength, length.MaximumLength),
        LengthAttribute length => TrySize(schema, type, length.MinimumLength, length.MaximumLength),
        MinLengthAttribute least => TrySize(schema, type, least.Length, null),
        MaxLengthAttribute most => TrySize(schema, type, 0, most.Length < 0 ? null : most.Length),
        RequiredAttribute required => Require(schema, type, required),
        RangeAttribute range => TryRange(schema, type, range),
        RegularExpressionAttribute expression =>
            type == typeof(string) && EcmaPattern.Of(expression.Pattern) is { } pattern && Match(schema, pattern),
        EmailAddressAttribute => type == typeof(string) && Match(schema, Email, "email"),
        UrlAttribute => type == typeof(string) && Match(schema, Url, "uri"),
        Base64StringAttribute => type == typeof(string) && Encode(schema),
        AllowedValuesAttribute allowed => TryList(schema, allowed.Values),
        DeniedValuesAttribute denied => TryExclude(schema, denied.Values),
        // It only tells programs how to show the value.
        DataTypeAttribute => rule.GetType() == typeof(DataTypeAttribute),
        _ => false,
    };

    private static bool TrySize(OpenApiSchema schema, Type type, int least, int? most)
    {
        if (type == typeof(byte[]))
            return Bytes(schema, least, most);
        if (schema.Items is not null)
            (schema.MinItems, schema.MaxItems) = (More(schema.MinItems, least), Less(schema.MaxItems, most));
        else if (schema.AdditionalProperties is not null)
            (schema.MinProperties, schema.MaxProperties) =
                (More(schema.MinProperties, least), Less(schema.MaxProperties, most));
        else if (Scalars.Find(type) is { IsFree: true })
            (schema.MinLength, schema.MaxLength) = (More(schema.MinLength, least), Less(schema.MaxLength, most));
        else
            return false;
        return true;
    }

    private static bool Bytes(OpenApiSchema schema, int least, int? most)
    {
        schema.Pattern = Base64Pattern.Of(least, most);
        (schema.MinLength, schema.MaxLength) =
            (More(schema.MinLength, Base64Pattern.Characters(least)),
                most is { } bytes ? Less(schema.MaxLength, Base64Pattern.Characters(bytes)) : schema.MaxLength);
        return true;
    }

    private static bool Require(OpenApiSchema schema, Type type, RequiredAttribute required)
    {
        if (required.AllowEmptyStrings || type != typeof(string))
            return true;
        schema.MinLength = More(schema.MinLength, 1);
        return Match(schema, NotBlank);
    }

    private static bool TryRange(OpenApiSchema schema, Type type, RangeAttribute range)
    {
        if (RangeBounds.Of(range, type) is not { } bounds)
            return false;
        bounds.Apply(schema, type);
        return true;
    }

    // A second pattern stands beside the first.
    private static bool Match(OpenApiSchema schema, string pattern, string? format = null)
    {
        schema.Format = format ?? schema.Format;
        if (schema.Pattern is null)
            schema.Pattern = pattern;
        else
            (schema.AllOf ??= []).Add(new OpenApiSchema { Pattern = pattern });
        return true;
    }

    private static bool Encode(OpenApiSchema schema)
    {
        schema.ContentEncoding = "base64";
        return Match(schema, Base64Pattern.Of(0, null));
    }

    private static bool TryList(OpenApiSchema schema, object?[] values)
    {
        if (Nodes(values) is not { } listed)
            return false;
        schema.Enum = listed;
        return true;
    }

    private static bool TryExclude(OpenApiSchema schema, object?[] values)
    {
        if (Nodes(values) is not { Count: > 0 } listed)
            return false;
        schema.Not = new OpenApiSchema { Enum = listed };
        return true;
    }

    // What an attribute can hold besides texts, numbers, booleans and enums is no value of JSON.
    private static List<JsonNode>? Nodes(object?[] values)
    {
        if (!values.All(v => v is null or string or bool or Enum or IConvertible and not (char or DBNull)))
            return null;
        if (values.Any(v => v is double and (double.NaN or double.PositiveInfinity or double.NegativeInfinity)))
            return null;
        return [.. values.OfType<object>().Select(v => JsonSerializer.SerializeToNode(v, v.GetType(), PlatformJson.Options)!)];
    }

    private static int? More(int? known, int least) => Math.Max(known ?? 0, least) is var more and > 0 ? more : null;

    private static int? Less(int? known, int? most) =>
        known is { } one && most is { } other ? Math.Min(one, other) : known ?? most;

    private static string RuleName(ValidationAttribute rule) =>
        rule.GetType().Name is var name && name.EndsWith(nameof(Attribute), StringComparison.Ordinal)
            ? name[..^nameof(Attribute).Length]
            : name;
}
