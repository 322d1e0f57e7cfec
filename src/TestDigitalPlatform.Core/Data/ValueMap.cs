using System.Data.Common;
using System.Reflection;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Json;
using TestDigitalPlatform.Types;

namespace TestDigitalPlatform.Data;

/// <summary>The two directions of one type: chosen once per type, then two delegate calls.</summary>
/// <param name="ToParameter">Makes the parameter.</param>
/// <param name="Read">Reads a column.</param>
/// <param name="IsScalar">Whether a column holds it as it is, rather than as JSON.</param>
/// <param name="IsText">Whether what the column holds is a single text.</param>
internal sealed record ValueMap<T>(
    Func<T, NpgsqlParameter> ToParameter, Func<DbDataReader, int, T> Read, bool IsScalar = true, bool IsText = false);

/// <summary>Chooses how a type is stored; the compiler's TypeKinds says the same about each.</summary>
internal static class ValueMap
{
    internal static ValueMap<T> For<T>()
    {
        var type = typeof(T);
        if (ColumnTypes.Find<T>() is { } own)
            return own;
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Make<T>(nameof(OfNullable), inner);
        if (SensitiveTypes.InnerOf(type) is { } plain)
            return Make<T>(nameof(OfSensitive), plain);
        if (type.IsSZArray && OfElements<T>(type.GetElementType()!) is { } array)
            return array;
        if (type.IsEnum)
            return Make<T>(nameof(OfEnum), type);
        if (type.IsValueType && Implements(type, typeof(IId<>)))
            return Make<T>(nameof(OfId), type);
        if (type.IsValueType && Implements(type, typeof(ITextId<>)))
            return Make<T>(nameof(OfTextId), type);
        return Scalars.Find(type) is { IsNative: true } ? AsItIs<T>() : AsJson<T>();
    }

    private static ValueMap<T>? OfElements<T>(Type element)
    {
        if (element.IsEnum)
            return Make<T>(nameof(OfEnums), element);
        if (element.IsValueType && Implements(element, typeof(IId<>)))
            return Make<T>(nameof(OfIds), element);
        if (element.IsValueType && Implements(element, typeof(ITextId<>)))
            return Make<T>(nameof(OfTextIds), element);
        return Scalars.Find(Nullable.GetUnderlyingType(element) ?? element) is { IsNative: true } ? AsItIs<T>() : null;
    }

    private static ValueMap<T> AsItIs<T>() => new(
        value => new NpgsqlParameter<T> { TypedValue = value },
        (reader, ordinal) => reader.GetFieldValue<T>(ordinal));

    private static ValueMap<T> AsJson<T>() => new(
        value => SealedJson.TryWrite(value, typeof(T), StoredJson.Options, out var json)
            ? new NpgsqlParameter<string> { TypedValue = json, NpgsqlDbType = NpgsqlDbType.Jsonb }
            : new SealedParameter(
                with => SealedJson.Write(value, typeof(T), StoredJson.Options, with), NpgsqlDbType.Jsonb, json),
        (reader, ordinal) =>
            JsonSerializer.Deserialize<T>(reader.GetFieldValue<string>(ordinal), StoredJson.Options)!,
        IsScalar: false);

    private static ValueMap<T?> OfNullable<T>()
        where T : struct
    {
        var map = For<T>();
        return new(
            value => map.ToParameter(value!.Value),
            (reader, ordinal) => reader.IsDBNull(ordinal) ? null : map.Read(reader, ordinal),
            map.IsScalar,
            map.IsText);
    }

    // Encrypted when the statement is sent, and decrypted when all rows are read: keys are fetched meanwhile.
    private static ValueMap<Sensitive<T>> OfSensitive<T>()
        where T : notnull => new(
        value => new SealedParameter(with => with.Seal(((ISensitive)value).Content), NpgsqlDbType.Bytea, value),
        (reader, ordinal) =>
        {
            // What was never set, or was erased by hand.
            if (reader.IsDBNull(ordinal))
                return default;
            var content = new SensitiveContent<T>(reader.GetFieldValue<byte[]>(ordinal));
            Opening.Add(content);
            return new(content);
        });

    private static ValueMap<TEnum> OfEnum<TEnum>()
        where TEnum : struct, Enum => ColumnTypes.Text<TEnum>(EnumText<TEnum>.Of, EnumText<TEnum>.Parse);

    private static ValueMap<TEnum[]> OfEnums<TEnum>()
        where TEnum : struct, Enum => ColumnTypes.Texts<TEnum>(EnumText<TEnum>.Of, EnumText<TEnum>.Parse);

    private static ValueMap<TId> OfId<TId>()
        where TId : struct, IId<TId> => ColumnTypes.Converted<TId, Guid>(id => id.Value, TId.From);

    private static ValueMap<TId[]> OfIds<TId>()
        where TId : struct, IId<TId> => ColumnTypes.ConvertedAll<TId, Guid>(id => id.Value, TId.From);

    private static ValueMap<TId> OfTextId<TId>()
        where TId : struct, ITextId<TId> => ColumnTypes.Text(id => id.Value, text => TId.Parse(text, null));

    private static ValueMap<TId[]> OfTextIds<TId>()
        where TId : struct, ITextId<TId> => ColumnTypes.Texts(id => id.Value, text => TId.Parse(text, null));

    private static bool Implements(Type type, Type definition) =>
        Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == definition);

    private static ValueMap<T> Make<T>(string method, Type argument) =>
        (ValueMap<T>)typeof(ValueMap).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(argument).Invoke(null, null)!;
}
