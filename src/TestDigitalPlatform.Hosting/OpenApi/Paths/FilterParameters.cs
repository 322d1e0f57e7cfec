using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.Binding;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Describes a filter: one parameter for each way in which it may compare.</summary>
internal sealed class FilterParameters(SchemaCatalogue schemas)
{
    private static readonly (Operators Operator, string Suffix, string Meaning)[] Comparisons =
    [
        (Operators.Equal, "", "Any of these values, sent one by one or with commas between."),
        (Operators.NotEqual, ".ne", "None of these values."),
        (Operators.GreaterThan, ".gt", "More than this value."),
        (Operators.AtLeast, ".gte", "This value or more."),
        (Operators.LessThan, ".lt", "Less than this value."),
        (Operators.AtMost, ".lte", "This value or less."),
        (Operators.Contains, ".contains", "Holds this text, in capitals or not."),
        (Operators.StartsWith, ".startsWith", "Begins with this text, in capitals or not."),
        (Operators.Null, ".null", "`true` for what has no value, `false` for what has one."),
    ];

    internal static bool Accepts(Member member) =>
        member.Attribute<FilterAttribute>() is not null && ValueType(member) is not null;

    internal IEnumerable<IOpenApiParameter> Of(Member filter)
    {
        var allowed = filter.Attribute<FilterAttribute>()!.Operators;
        return Comparisons.Where(c => allowed.HasFlag(c.Operator)).Select(c => new OpenApiParameter
        {
            Name = filter.Name + c.Suffix,
            In = ParameterLocation.Query,
            Description = filter.Comment.Summary is { } summary ? $"{summary} {c.Meaning}" : c.Meaning,
            Schema = Schema(c.Operator, ValueType(filter)!),
            Style = ParameterStyle.Form,
            Explode = true,
        });
    }

    private IOpenApiSchema Schema(Operators comparison, Type value) => comparison switch
    {
        Operators.Equal or Operators.NotEqual => new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = schemas.OfParameter(value),
            MaxItems = FilterValues<int>.MaxValues,
        },
        Operators.Contains or Operators.StartsWith => schemas.OfParameter(typeof(string)),
        Operators.Null => schemas.OfParameter(typeof(bool)),
        _ => schemas.OfParameter(value),
    };

    private static Type? ValueType(Member member) =>
        member.Type.IsGenericType && member.Type.GetGenericTypeDefinition() == typeof(Filter<>)
            ? member.Type.GetGenericArguments()[0]
            : null;
}
