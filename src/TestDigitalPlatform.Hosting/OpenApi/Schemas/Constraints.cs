using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.OpenApi;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>Says in a schema what the validation attributes of a property demand.</summary>
internal static class Constraints
{
    internal static void Apply(OpenApiSchema schema, Member member)
    {
        foreach (var attribute in member.Attributes)
            Apply(schema, attribute);
    }

    private static void Apply(OpenApiSchema schema, Attribute attribute)
    {
        switch (attribute)
        {
            case StringLengthAttribute length:
                Size(schema, length.MinimumLength, length.MaximumLength);
                break;
            case LengthAttribute length:
                Size(schema, length.MinimumLength, length.MaximumLength);
                break;
            case MinLengthAttribute least:
                Size(schema, least.Length, null);
                break;
            case MaxLengthAttribute most:
                Size(schema, null, most.Length);
                break;
            case RequiredAttribute { AllowEmptyStrings: false } when schema.Type is JsonSchemaType.String:
                Size(schema, Math.Max(schema.MinLength ?? 0, 1), null);
                break;
            case RangeAttribute range when schema.Type is JsonSchemaType.Integer or JsonSchemaType.Number:
                Range(schema, range);
                break;
            case RegularExpressionAttribute expression:
                schema.Pattern = Whole(expression.Pattern);
                break;
            case EmailAddressAttribute:
                schema.Format = "email";
                break;
            case UrlAttribute:
                schema.Format = "uri";
                break;
            case Base64StringAttribute:
                schema.ContentEncoding = "base64";
                break;
            case AllowedValuesAttribute allowed:
                schema.Enum = [.. allowed.Values.Select(v => JsonSerializer.SerializeToNode(v, PlatformJson.Options)!)];
                break;
            case ObsoleteAttribute:
                schema.Deprecated = true;
                break;
        }
    }

    private static void Size(OpenApiSchema schema, int? least, int? most)
    {
        least = least is 0 ? null : least;
        if (schema.Items is null)
            (schema.MinLength, schema.MaxLength) = (least ?? schema.MinLength, most ?? schema.MaxLength);
        else
            (schema.MinItems, schema.MaxItems) = (least ?? schema.MinItems, most ?? schema.MaxItems);
    }

    private static void Range(OpenApiSchema schema, RangeAttribute range)
    {
        var least = JsonSerializer.Serialize(range.Minimum, PlatformJson.Options).Trim('"');
        var most = JsonSerializer.Serialize(range.Maximum, PlatformJson.Options).Trim('"');
        schema.Minimum = range.MinimumIsExclusive ? null : least;
        schema.ExclusiveMinimum = range.MinimumIsExclusive ? least : null;
        schema.Maximum = range.MaximumIsExclusive ? null : most;
        schema.ExclusiveMaximum = range.MaximumIsExclusive ? most : null;
    }

    // The attribute asks for the whole text to match; a schema's pattern may match anywhere in it.
    private static string Whole(string pattern) =>
        pattern.StartsWith('^') && pattern.EndsWith('$') && !pattern.Contains('|', StringComparison.Ordinal)
            ? pattern
            : $"^(?:{pattern})$";
}
