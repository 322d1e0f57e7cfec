using System.Globalization;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Describes how a list is read page by page.</summary>
internal static class PageParameters
{
    /// <summary>The properties of <see cref="PageQuery{TItem}"/> that are described here.</summary>
    internal static IReadOnlyList<string> Names { get; } = ["limit", "after", "sort", "count"];

    internal static IEnumerable<IOpenApiParameter> Of(SortableAttribute? sortable) =>
        [Limit(), After(), Sort(sortable ?? new SortableAttribute()), Count()];

    private static OpenApiParameter Limit() => Make("limit", "How many items a page holds.", new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int32",
        Minimum = "1",
        Maximum = PageQuery<object>.MaxLimit.ToString(CultureInfo.InvariantCulture),
        Default = PageQuery<object>.DefaultLimit,
    });

    private static OpenApiParameter After() => Make(
        "after",
        "The `next` of the page before; the first page without it. It fits only the same filters and sort.",
        OtherRules.Say(new() { Type = JsonSchemaType.String }, "Cursor"));

    private static OpenApiParameter Sort(SortableAttribute sortable)
    {
        var fields = sortable.Fields.Append(sortable.Key).Distinct().ToList();
        var field = $"-?({string.Join('|', fields)})";
        var shown = string.Join(", ", fields.Select(f => $"`{f}`"));
        return Make(
            "sort",
            $"What to sort by, separated by commas; put `-` in front to sort downwards. Fields: {shown}.",
            OtherRules.Say(
                new()
                {
                    Type = JsonSchemaType.String,
                    Pattern = $"^{field}(,{field})*$",
                    Default = sortable.Default ?? fields[0],
                },
                "EachFieldOnce"));
    }

    private static OpenApiParameter Count() => Make(
        "count",
        "Whether to count all matching items too, up to 10,000.",
        new() { Type = JsonSchemaType.Boolean, Default = false });

    private static OpenApiParameter Make(string name, string description, OpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema };
}
