using System.Globalization;
using System.Reflection;
using System.Text.Json;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Json;

namespace TestDigitalPlatform.Dapper;

/// <summary>How a type is made of what Npgsql reads from a column: Dapper hands its handlers that value, not the row.</summary>
internal static class ColumnReads
{
    private static readonly MethodInfo Single = Method(nameof(OfSingle));
    private static readonly MethodInfo Many = Method(nameof(OfMany));

    /// <summary>Whether columns hold it in a way of the platform: an id, a text id, an enum.</summary>
    internal static bool Knows(Type type) => type is { IsValueType: true, ContainsGenericParameters: false }
        && (type.IsEnum || Implements(type, typeof(IId<>)) || Implements(type, typeof(ITextId<>)));

    internal static Func<object, T> Of<T>()
    {
        var type = typeof(T);
        if (type.IsSZArray && type.GetElementType() is { } element && (Knows(element) || IsInstant(element)))
            return (Func<object, T>)Many.MakeGenericMethod(element).Invoke(null, null)!;
        return Knows(type) || IsInstant(type)
            ? (Func<object, T>)Single.MakeGenericMethod(type).Invoke(null, null)!
            : value => JsonSerializer.Deserialize<T>((string)value, StoredJson.Options)!;
    }

    private static Func<object, T> OfSingle<T>()
    {
        var type = typeof(T);
        if (type == typeof(DateTime))
            return (Func<object, T>)(object)(Func<object, DateTime>)Utc;
        if (type == typeof(DateTimeOffset))
            return (Func<object, T>)(object)(Func<object, DateTimeOffset>)(value => new DateTimeOffset(Utc(value)));
        var method = type.IsEnum ? nameof(OfEnum) : Implements(type, typeof(IId<>)) ? nameof(OfId) : nameof(OfTextId);
        return (Func<object, T>)Method(method).MakeGenericMethod(type).Invoke(null, null)!;
    }

    private static Func<object, T[]> OfMany<T>()
    {
        var single = OfSingle<T>();
        return values => [.. ((Array)values).Cast<object>().Select(single)];
    }

    private static Func<object, TId> OfId<TId>()
        where TId : struct, IId<TId> => value => TId.From((Guid)value);

    private static Func<object, TId> OfTextId<TId>()
        where TId : struct, ITextId<TId> => value => TId.Parse(Text(value), CultureInfo.InvariantCulture);

    private static Func<object, TEnum> OfEnum<TEnum>()
        where TEnum : struct, Enum => value => EnumText<TEnum>.Parse(Text(value));

    // A character(n) is padded with blanks, and neither an id nor a name ends with one.
    private static string Text(object value) => ((string)value).TrimEnd(' ');

    private static DateTime Utc(object value) => ColumnTime.Utc(value switch
    {
        DateTime time => time,
        DateTimeOffset time => time.UtcDateTime,
        DateOnly day => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
        _ => throw new InvalidCastException($"The column holds a {value.GetType().Name}, which is not an instant."),
    });

    private static bool IsInstant(Type type) => type == typeof(DateTime) || type == typeof(DateTimeOffset);

    private static bool Implements(Type type, Type definition) =>
        Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == definition);

    private static MethodInfo Method(string name) =>
        typeof(ColumnReads).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
}
