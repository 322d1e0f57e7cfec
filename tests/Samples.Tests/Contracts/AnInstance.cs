using System.Reflection;

namespace Samples.Tests.Contracts;

/// <summary>Makes a message of any type, always the same.</summary>
internal static class AnInstance
{
    internal static object Of(Type type) => Make(type, type.Name);

    private static object Make(Type type, string name)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Make(value, name);
        if (Known(type, name) is { } known)
            return known;
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (ItemOf(type) is { } item)
            return List(item, name);
        if (type == typeof(IReadOnlyDictionary<string, string?>))
            return new Dictionary<string, string?> { [name] = $"a {name}" };
        return Parsed(type) ?? Constructed(type);
    }

    private static object? Known(Type type, string name) => type switch
    {
        _ when type == typeof(string) => $"a {name}",
        _ when type == typeof(int) => 7,
        _ when type == typeof(long) => 42L,
        _ when type == typeof(decimal) => 12.50m,
        _ when type == typeof(bool) => true,
        _ when type == typeof(Guid) => Guid.Parse("019b76a3-0000-7000-8000-000000000001"),
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 1, 15, 9, 30, 0, TimeSpan.Zero),
        _ when type == typeof(DateOnly) => new DateOnly(2026, 1, 15),
        _ when type == typeof(TimeSpan) => TimeSpan.FromHours(36.5),
        _ => null,
    };

    private static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? type.GetGenericArguments()[0]
            : null;

    private static Array List(Type item, string name)
    {
        var items = Array.CreateInstance(item, 1);
        items.SetValue(Make(item, name), 0);
        return items;
    }

    // Ids of the platform's own that have rules: customers and users.
    private static object? Parsed(Type type) =>
        type == typeof(CustomerId) ? CustomerId.Parse("acme") : type == typeof(UserId) ? UserId.Parse("ann") : null;

    private static object Constructed(Type type)
    {
        // A struct has no constructor of its own without parameters, and a record's copies.
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var made = constructor.Invoke([.. constructor.GetParameters().Select(p => Make(p.ParameterType, p.Name!))]);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null && !IsOf(constructor, p)))
            property.SetValue(made, Make(property.PropertyType, property.Name));
        return made;
    }

    private static bool IsOf(ConstructorInfo constructor, PropertyInfo property) =>
        constructor.GetParameters().Any(p => string.Equals(p.Name, property.Name, StringComparison.OrdinalIgnoreCase));
}
