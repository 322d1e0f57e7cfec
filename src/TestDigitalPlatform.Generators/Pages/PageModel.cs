using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Pages;

/// <summary>A list query that is handled here.</summary>
/// <param name="Query">Its name from <c>global::</c> on.</param>
/// <param name="Item">Its item's.</param>
/// <param name="Filters">What it can be narrowed by.</param>
/// <param name="Sorts">What it can be sorted by.</param>
/// <param name="Asked">The properties that say, besides filters, which items there are: from the path, or searched
/// for.</param>
/// <param name="Key">What tells any two items apart.</param>
/// <param name="DefaultSort">The order when the caller asks for none.</param>
internal sealed record PageModel(
    string Query, string Item, Sequence<string> Asked, Sequence<PageField> Filters, Sequence<PageField> Sorts,
    PageField Key, string DefaultSort);

/// <summary>A property of the query that filters, or of the item that sorts.</summary>
/// <param name="Name">In JSON, as callers write it.</param>
/// <param name="Column">In SQL.</param>
/// <param name="Type">The value's type.</param>
/// <param name="Property">In C#.</param>
internal sealed record PageField(string Name, string Column, string Type, string Property);
