using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.Binding;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Describes a filter: one parameter for each way in which it may compare.</summary>
internal sealed class FilterParameters(SchemaCatalogue schemas)
{
    internal static bool Accepts(Member member) =>
        member.Attribute<FilterAttribute>() is not null && ValueType(member) is not null;

    internal IEnumerable<IOpenApiParameter> Of(Member filter)
    {
        var allowed = filter.Attribute<FilterAttribute>()!.Operators;
        return OperatorText.Names(filter.Name, allowed).Select(c => new OpenApiParameter
        {
            Name = c.Name,
            In = ParameterLocation.Query,
            Description = $"{filter.Comment.Summary} {Meaning(c.Operator)}".TrimStart(),
            Schema = Schema(c.Operator, ValueType(filter)!),
            Style = ParameterStyle.Form,
            Explode = true,
        });
    }

    private static string Meaning(Operators comparison) => comparison switch
    {
        Operators.Equal => "Any of these values, sent one by one or with commas between.",
        Operators.NotEqual => "None of these values.",
        Operators.GreaterThan => "More than this value.",
        Operators.AtLeast => "This value or more.",
        Operators.LessThan => "Less than this value.",
        Operators.AtMost => "This value or less.",
        Operators.Contains => "Holds this text, in capitals or not.",
        Operators.StartsWith => "Begins with this text, in capitals or not.",
        _ => "`true` for what has no value, `false` for what has one.",
    };

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
