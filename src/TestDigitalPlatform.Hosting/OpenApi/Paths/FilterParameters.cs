using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.OpenApi;
using TestDigitalPlatform.Grammar;
using TestDigitalPlatform.Hosting.Binding;
using TestDigitalPlatform.Hosting.OpenApi.Explorer;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Describes a filter: one parameter for each way in which it may compare.</summary>
internal static class FilterParameters
{
    internal static bool Accepts(Member member) =>
        member.Attribute<FilterAttribute>() is not null && ValueType(member) is not null;

    internal static IEnumerable<DescribedParameter> Of(Member filter)
    {
        var (allowed, value) = (filter.Attribute<FilterAttribute>()!.Operators, ValueType(filter)!);
        return OperatorText.Names(filter.Name, allowed).Select(c => DescribedParameter.Of(
            c.Name, TypeOf(c.Operator, value), BindingSource.Query, schemas => Schema(schemas, c.Operator, filter, value),
            $"{filter.Comment.Summary} {Meaning(c.Operator)}".TrimStart(), isRepeatable: true));
    }

    private static string Meaning(Operators comparison) => comparison switch
    {
        Operators.Equal => "Any of these values, sent one by one or with commas between.",
        Operators.NotEqual => "None of these values.",
        Operators.GreaterThan => "More than this value.",
        Operators.AtLeast => "This value or more.",
        Operators.LessThan => "Less than this value.",
        Operators.AtMost => "This value or less.",
        Operators.Contains => "Contains this text (case-insensitive).",
        Operators.StartsWith => "Begins with this text (case-insensitive).",
        _ => "`true` for what has no value, `false` for what has one.",
    };

    private static Type TypeOf(Operators comparison, Type value) => comparison switch
    {
        Operators.Equal or Operators.NotEqual => value.MakeArrayType(),
        Operators.Contains or Operators.StartsWith => typeof(string),
        Operators.Null => typeof(bool),
        _ => value,
    };

    // A part of a text, and whether there is a value, is held to none of the filter's rules.
    private static IOpenApiSchema Schema(SchemaCatalogue schemas, Operators comparison, Member filter, Type value) =>
        comparison switch
        {
            Operators.Equal or Operators.NotEqual => new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = schemas.OfFiltered(filter, value),
                MaxItems = FilterValues<int>.MaxValues,
            },
            Operators.Contains or Operators.StartsWith or Operators.Null =>
                schemas.OfParameter(TypeOf(comparison, value)),
            _ => schemas.OfFiltered(filter, value),
        };

    private static Type? ValueType(Member member) =>
        member.Type.IsGenericType && member.Type.GetGenericTypeDefinition() == typeof(Filter<>)
            ? member.Type.GetGenericArguments()[0]
            : null;
}
