using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Pages;

/// <summary>Reads what a list query declares, and what is wrong with it.</summary>
internal static class PageModelReader
{
    /// <summary>The <c>TItem</c> of a query that derives from <c>PageQuery&lt;TItem&gt;</c>.</summary>
    public static ITypeSymbol? ItemOf(ITypeSymbol query) =>
        query.WithBases().FirstOrDefault(b => b.IsOurs("PageQuery") && b.TypeArguments.Length == 1)?.TypeArguments[0];

    /// <returns>The model; <see langword="null"/> when the query is no list, or its flaws leave nothing to page
    /// by.</returns>
    public static PageModel? Read(ITypeSymbol query, ICollection<string> flaws)
    {
        if (ItemOf(query) is not { } item)
            return null;
        var sortable = query.Attribute("SortableAttribute");
        var names = sortable is { ConstructorArguments.Length: 1 } && !sortable.ConstructorArguments[0].IsNull
            ? sortable.ConstructorArguments[0].Values.Select(v => v.Value as string ?? "").ToArray()
            : [];
        var key = Sort(item, sortable?.Named<string>("Key") ?? "id", flaws);
        var sorts = names.Select(name => Sort(item, name, flaws)).ToArray();
        var filters = query.DataProperties().Select(p => Filter(p, flaws)).ToArray();
        if (key is null)
            return null;

        var order = sortable?.Named<string>("Default") ?? names.FirstOrDefault() ?? key.Name;
        CheckDefault(order, names, key.Name, flaws);
        return new PageModel(
            query.Full(), item.Full(), Asked(query),
            filters.OfType<PageField>().ToSequence(), sorts.OfType<PageField>().ToSequence(), key, order);
    }

    // What the platform's own PageQuery has is where in the list the caller is, not which list it is.
    private static Sequence<string> Asked(ITypeSymbol query) => query.DataProperties()
        .Where(p => p.IsSettable() && !p.ContainingType.IsOurs("PageQuery") && FilterOf(p.Type) is null)
        .Select(p => p.Name)
        .ToSequence();

    private static PageField? Sort(ITypeSymbol item, string name, ICollection<string> flaws)
    {
        var property = item.DataProperties().FirstOrDefault(p => p.JsonName() == name);
        var flaw = property switch
        {
            null => $"{item.Name} has no '{name}': sort by one of its fields, which are {Fields(item)}",
            { Type: var type } when type.AllowsNull() =>
                $"'{name}' may be null, which pages can't sort by: sort by a field that is never null",
            { Type: var type } when !type.IsScalar() =>
                $"'{name}' is a {type.Plain()}, which has no order: sort by a number, string, time, id or enum",
            _ => null,
        };
        if (flaw is null)
            return new PageField(name, Naming.Snake(property!.Name), property.Type.Full(), property.Name);
        flaws.Add(flaw);
        return null;
    }

    private static PageField? Filter(IPropertySymbol property, ICollection<string> flaws)
    {
        var value = FilterOf(property.Type);
        if (property.Attribute("FilterAttribute") is not { } attribute)
        {
            if (value is not null)
                flaws.Add(
                    $"'{property.Name}' is a Filter without [Filter], so callers can't use it: add the attribute");
            return null;
        }

        var flaw = value switch
        {
            null => $"'{property.Name}' has [Filter] but is a {property.Type.Plain()}: make it a Filter<T>",
            _ when value.AllowsNull() || !value.IsScalar() =>
                $"'{property.Name}' filters by {value.Plain()}: "
                + "use a number, string, boolean, time, id or enum that is not nullable",
            _ => null,
        };
        if (flaw is null)
            return new PageField(
                property.JsonName(), Column(property, attribute), value!.Full(), property.Name);
        flaws.Add(flaw);
        return null;
    }

    private static string Column(IPropertySymbol property, AttributeData filter) =>
        filter.Named<string>("Column") ?? Naming.Snake(property.Name);

    /// <summary>The <c>T</c> of a <c>Filter&lt;T&gt;</c>.</summary>
    public static ITypeSymbol? FilterOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeArguments.Length: 1 } named && named.IsOurs("Filter")
            ? named.TypeArguments[0]
            : null;

    private static void CheckDefault(string order, string[] names, string key, ICollection<string> flaws)
    {
        foreach (var term in order.Split(',').Select(t => t.Trim().TrimStart('-')))
        {
            if (!names.Contains(term) && term != key)
                flaws.Add($"the default order names '{term}', which is not a sortable field: "
                    + "add it to [Sortable], or name another");
        }
    }

    private static string Fields(ITypeSymbol item) =>
        string.Join(", ", item.DataProperties().Select(p => p.JsonName()));
}
