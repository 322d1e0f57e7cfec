using System.Collections;
using System.Text.Json.Serialization.Metadata;
using TestDigitalPlatform.Hosting.Binding.Shapes;

namespace TestDigitalPlatform.Hosting.Binding.Validation;

/// <summary>What lists and maps hold.</summary>
internal static class ItemTypes
{
    /// <summary>The type of a list's items or a map's values; <see langword="null"/> for a single value.</summary>
    internal static Type? Of(Type type)
    {
        if (type == typeof(string) || Formats.Has(type) || !typeof(IEnumerable).IsAssignableFrom(type))
            return null;
        var info = BindingJson.Options.GetTypeInfo(type);
        return info.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary ? info.ElementType : null;
    }

    /// <summary>The items of a list or the values of a map.</summary>
    internal static IEnumerable? ItemsOf(object value) => value switch
    {
        string or byte[] => null,
        IDictionary map => map.Values,
        IEnumerable items => items,
        _ => null,
    };

    /// <summary>How many entries there are.</summary>
    internal static int Count(IEnumerable items)
    {
        if (items is ICollection collection)
            return collection.Count;
        // Sets and read-only views have a Count of their own, but not that interface.
        return items.GetType().GetProperty(nameof(ICollection.Count))?.GetValue(items) as int?
            ?? items.Cast<object?>().Count();
    }
}
