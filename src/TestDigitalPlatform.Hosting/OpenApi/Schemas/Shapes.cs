using System.Collections;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>Tells apart what JSON tells apart: one value, a list, a map, or an object.</summary>
internal static class Shapes
{
    internal static Type? ElementOfList(Type type) =>
        type == typeof(string) || ValueOfMap(type) is not null || !typeof(IEnumerable).IsAssignableFrom(type)
            ? null
            : Closed(type, typeof(IEnumerable<>))?[0];

    internal static Type? ValueOfMap(Type type) => MapOf(type)?.Value;

    internal static (Type Key, Type Value)? MapOf(Type type) =>
        (Closed(type, typeof(IReadOnlyDictionary<,>)) ?? Closed(type, typeof(IDictionary<,>))) is [var key, var value]
            ? (key, value)
            : null;

    internal static bool Is(Type type, Type openInterface) => Closed(type, openInterface) is not null;

    private static Type[]? Closed(Type type, Type openInterface) =>
        type.GetInterfaces().Prepend(type)
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == openInterface)
            ?.GetGenericArguments();
}
