using System.Data.Common;
using System.Reflection;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using TestDigitalPlatform.Json;

namespace TestDigitalPlatform.Data;

/// <summary>The two directions of one type: chosen once per type, then two delegate calls.</summary>
internal sealed record ValueMap<T>(
    Func<T, NpgsqlParameter> ToParameter, Func<DbDataReader, int, T> Read, bool IsScalar = true);

internal static class ValueMap
{
    internal static ValueMap<T> For<T>()
    {
        var type = typeof(T);
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Make<T>(nameof(OfNullable), inner);
        if (type == typeof(DateTimeOffset))
            return (ValueMap<T>)(object)Instant;
        if (type == typeof(DateTimeOffset[]))
            return (ValueMap<T>)(object)Instants;
        if (type.IsEnum)
            return Make<T>(nameof(OfEnum), type);
        if (type.IsArray && type.GetElementType()!.IsEnum)
            return Make<T>(nameof(OfEnums), type.GetElementType()!);
        if (type.IsValueType && Implements(type, typeof(IId<>)))
            return Make<T>(nameof(OfId), type);
        if (type.IsArray && Implements(type.GetElementType()!, typeof(IId<>)))
            return Make<T>(nameof(OfIds), type.GetElementType()!);
        if (type.IsValueType && Implements(type, typeof(ITextId<>)))
            return Make<T>(nameof(OfTextId), type);
        if (type.IsArray && Implements(type.GetElementType()!, typeof(ITextId<>)))
            return Make<T>(nameof(OfTextIds), type.GetElementType()!);
        return IsNative(type) || (type.IsArray && IsNative(type.GetElementType()!)) ? Native<T>() : AsJson<T>();
    }

    private static readonly ValueMap<DateTimeOffset> Instant = new(
        value =>
            new NpgsqlParameter<DateTime> { TypedValue = value.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
        (reader, ordinal) => new DateTimeOffset(reader.GetFieldValue<DateTime>(ordinal)));

    private static readonly ValueMap<DateTimeOffset[]> Instants = new(
        values => new NpgsqlParameter<DateTime[]>
        {
            TypedValue = Array.ConvertAll(values, value => value.UtcDateTime),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        },
        (reader, ordinal) =>
            Array.ConvertAll(reader.GetFieldValue<DateTime[]>(ordinal), value => new DateTimeOffset(value)));

    private static ValueMap<T> Native<T>() => new(
        value => new NpgsqlParameter<T> { TypedValue = value },
        (reader, ordinal) => reader.GetFieldValue<T>(ordinal));

    private static ValueMap<T> AsJson<T>() => new(
        value => new NpgsqlParameter<string> { TypedValue = JsonSerializer.Serialize(value, PlatformJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
        (reader, ordinal) =>
            JsonSerializer.Deserialize<T>(reader.GetFieldValue<string>(ordinal), PlatformJson.Options)!,
        IsScalar: false);

    private static ValueMap<T?> OfNullable<T>()
        where T : struct
    {
        var map = For<T>();
        return new(
            value => map.ToParameter(value!.Value),
            (reader, ordinal) => reader.IsDBNull(ordinal) ? null : map.Read(reader, ordinal),
            map.IsScalar);
    }

    private static ValueMap<TEnum> OfEnum<TEnum>()
        where TEnum : struct, Enum => new(
            value => new NpgsqlParameter<string> { TypedValue = EnumText<TEnum>.Of(value) },
            (reader, ordinal) => EnumText<TEnum>.Parse(reader.GetString(ordinal)));

    private static ValueMap<TEnum[]> OfEnums<TEnum>()
        where TEnum : struct, Enum => new(
            values => new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(values, EnumText<TEnum>.Of) },
            (reader, ordinal) => Array.ConvertAll(reader.GetFieldValue<string[]>(ordinal), EnumText<TEnum>.Parse));

    private static ValueMap<TId> OfId<TId>()
        where TId : struct, IId<TId> => new(
            value => new NpgsqlParameter<Guid> { TypedValue = value.Value },
            (reader, ordinal) => TId.From(reader.GetGuid(ordinal)));

    private static ValueMap<TId[]> OfIds<TId>()
        where TId : struct, IId<TId> => new(
            values => new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(values, id => id.Value) },
            (reader, ordinal) => Array.ConvertAll(reader.GetFieldValue<Guid[]>(ordinal), TId.From));

    private static ValueMap<TId> OfTextId<TId>()
        where TId : struct, ITextId<TId> => new(
            value => new NpgsqlParameter<string> { TypedValue = value.Value },
            (reader, ordinal) => TId.Parse(reader.GetString(ordinal), null));

    private static ValueMap<TId[]> OfTextIds<TId>()
        where TId : struct, ITextId<TId> => new(
            values => new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(values, id => id.Value) },
            (reader, ordinal) =>
                Array.ConvertAll(reader.GetFieldValue<string[]>(ordinal), text => TId.Parse(text, null)));

    private static bool IsNative(Type type) =>
        type.IsPrimitive || type == typeof(string) || type == typeof(decimal) || type == typeof(Guid)
        || type == typeof(DateTime) || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(TimeSpan);

    private static bool Implements(Type type, Type definition) =>
        Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == definition);

    private static ValueMap<T> Make<T>(string method, Type argument) =>
        (ValueMap<T>)typeof(ValueMap).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(argument).Invoke(null, null)!;
}
