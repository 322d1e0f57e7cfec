using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Explorer;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Describes how a list is read page by page.</summary>
internal static class PageParameters
{
    /// <summary>The properties of <see cref="PageQuery{TItem}"/> that are described here.</summary>
    internal static IReadOnlyList<string> Names { get; } = ["limit", "after", "sort", "count"];

    internal static IEnumerable<DescribedParameter> Of(SortableAttribute? sortable) =>
        [Limit(), After(), Sort(sortable ?? new SortableAttribute()), Count()];

    private static DescribedParameter Limit() => Make<int>("limit", "How many items a page holds.", () => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int32",
        Minimum = "1",
        Maximum = PageQuery<object>.MaxLimit.ToString(CultureInfo.InvariantCulture),
        Default = PageQuery<object>.DefaultLimit,
    });

    private static DescribedParameter After() => Make<string>(
        "after",
        "The `next` of the page before; the first page without it. It fits only the same filters and sort.",
        () => OtherRules.Say(new() { Type = JsonSchemaType.String }, "Cursor"));

    private static DescribedParameter Sort(SortableAttribute sortable)
    {
        var fields = sortable.Fields.Append(sortable.Key).Distinct().ToList();
        var field = $"-?({string.Join('|', fields)})";
        var shown = string.Join(", ", fields.Select(f => $"`{f}`"));
        return Make<string>(
            "sort",
            $"What to sort by, separated by commas; put `-` in front to sort downwards. Fields: {shown}.",
            () => OtherRules.Say(
                new()
                {
                    Type = JsonSchemaType.String,
                    Pattern = $"^{field}(,{field})*$",
                    Default = sortable.Default ?? fields[0],
                },
                "EachFieldOnce"));
    }

    private static DescribedParameter Count() => Make<bool>(
        "count",
        "Whether to count all matching items too, up to 10,000.",
        () => new() { Type = JsonSchemaType.Boolean, Default = false });

    private static DescribedParameter Make<T>(string name, string description, Func<OpenApiSchema> schema) =>
        DescribedParameter.Of(name, typeof(T), BindingSource.Query, _ => schema(), description);
}
