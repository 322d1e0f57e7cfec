using System.Reflection;
using System.Text.Json;
using TestDigitalPlatform.Types;

namespace TestDigitalPlatform.Testing.Conformance;

/// <summary>Makes an event that a handler can be given: with what the team arranged, and plain values for the rest.</summary>
internal static class EventExample
{
    /// <exception cref="InvalidOperationException">A member is of a type that can't be made.</exception>
    internal static IEvent Of(Type type, Arrangement given) =>
        given.Message as IEvent ?? (IEvent)Make(type, type.Name, given, depth: 0);

    private static object Make(Type type, string name, Arrangement given, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Make(value, name, given, depth);
        if (given.TryGetValue(type, out var arranged))
            return arranged!;
        if (Plain(type, name) is { } plain)
            return plain;
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(0)!;
        if (ItemOf(type) is { } item)
            return Array.CreateInstance(item, 0);
        return depth < 8 ? Constructed(type, given, depth + 1) : throw Unmade(type);
    }

    private static object? Plain(Type type, string name) => type switch
    {
        _ when type == typeof(string) => $"a {name}",
        _ when type == typeof(Guid) => Guid.CreateVersion7(),
        _ when type == typeof(DateTimeOffset) => DateTimeOffset.UtcNow,
        _ => Scalars.Find(type) is { } known ? JsonSerializer.Deserialize(known.Example, type, PlatformJson.Options) : null,
    };

    private static Type? ItemOf(Type type) => type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0]
        : null;

    private static object Constructed(Type type, Arrangement given, int depth)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault()
            ?? throw Unmade(type);
        var made = constructor.Invoke(
            [.. constructor.GetParameters().Select(p => Make(p.ParameterType, p.Name!, given, depth))]);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null && !IsOf(constructor, p)))
            property.SetValue(made, Make(property.PropertyType, property.Name, given, depth));
        return made;
    }

    private static bool IsOf(ConstructorInfo constructor, PropertyInfo property) =>
        constructor.GetParameters().Any(p => string.Equals(p.Name, property.Name, StringComparison.OrdinalIgnoreCase));

    private static InvalidOperationException Unmade(Type type) => new(
        $"No example of {type.Name} can be made: name the whole event in Arrange, by given.Use(new …).");
}
