using System.Data.Common;
using System.Numerics;
using Npgsql;
using NpgsqlTypes;
using TestDigitalPlatform.Encryption;

namespace TestDigitalPlatform.Data;

/// <summary>The types that need more than what the driver does with them.</summary>
internal static class ColumnTypes
{
    private static readonly Dictionary<Type, object> Own = new();

    static ColumnTypes()
    {
        Add(Text(value => value, text => text), Texts(value => value, text => text));
        Add(Text(value => value.ToString(), Single), Texts(value => value.ToString(), Single));
        Add(
            new ValueMap<DateTime>(ColumnTime.ToParameter, ColumnTime.Read),
            new ValueMap<DateTime[]>(ColumnTime.ToParameter, ColumnTime.ReadAll));
        Add(
            new ValueMap<DateTimeOffset>(
                value => ColumnTime.ToParameter(value.UtcDateTime),
                (reader, ordinal) => new DateTimeOffset(ColumnTime.Read(reader, ordinal))),
            new ValueMap<DateTimeOffset[]>(
                values => ColumnTime.ToParameter(Array.ConvertAll(values, value => value.UtcDateTime)),
                (reader, ordinal) =>
                    Array.ConvertAll(ColumnTime.ReadAll(reader, ordinal), value => new DateTimeOffset(value))));

        // What PostgreSQL has no type for is held by the next wider one that it has.
        Add<sbyte, short>(value => value, stored => checked((sbyte)stored));
        Add<byte, short>(value => value, stored => checked((byte)stored));
        Add<ushort, int>(value => value, stored => checked((ushort)stored));
        Add<uint, long>(value => value, stored => checked((uint)stored));
        Add<Half, float>(value => (float)value, stored => (Half)stored);
        Add<Int128, BigInteger>(value => value, stored => checked((Int128)stored));
        Add<UInt128, BigInteger>(value => value, stored => checked((UInt128)stored));
        Add(
            new ValueMap<ulong>(ToParameter, ReadUnsigned),
            ConvertedAll<ulong, decimal>(value => value, stored => checked((ulong)stored)));

        // Written and compared, and never read.
        Add(new ValueMap<SearchKey>(
            value => new SealedParameter(with => with.SearchKey(value.Content), NpgsqlDbType.Bytea, value),
            (_, _) => throw new InvalidCastException("A search key is only compared. Read the column with the value.")));

        // An array of bytes is bytea, not an array of numbers.
        Add<byte[]>(Converted<byte[], byte[]>(value => value, stored => stored));
        Add<Memory<byte>>(Converted<Memory<byte>, byte[]>(value => value.ToArray(), stored => stored));
        Add<ReadOnlyMemory<byte>>(Converted<ReadOnlyMemory<byte>, byte[]>(value => value.ToArray(), stored => stored));
    }

    internal static ValueMap<T>? Find<T>() => Own.TryGetValue(typeof(T), out var map) ? (ValueMap<T>)map : null;

    internal static ValueMap<T> Converted<T, TStored>(Converter<T, TStored> store, Converter<TStored, T> read) => new(
        value => new NpgsqlParameter<TStored> { TypedValue = store(value) },
        (reader, ordinal) => read(reader.GetFieldValue<TStored>(ordinal)));

    internal static ValueMap<T[]> ConvertedAll<T, TStored>(Converter<T, TStored> store, Converter<TStored, T> read) =>
        new(
            values => new NpgsqlParameter<TStored[]> { TypedValue = Array.ConvertAll(values, store) },
            (reader, ordinal) => Array.ConvertAll(reader.GetFieldValue<TStored[]>(ordinal), read));

    internal static ValueMap<T> Text<T>(Converter<T, string> store, Converter<string, T> read) => new(
        value => new NpgsqlParameter<string> { TypedValue = store(value) },
        (reader, ordinal) => read(ColumnText.Read(reader, ordinal)),
        IsText: true);

    internal static ValueMap<T[]> Texts<T>(Converter<T, string> store, Converter<string, T> read) => new(
        values => new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(values, store) },
        (reader, ordinal) => Array.ConvertAll(ColumnText.ReadAll(reader, ordinal), read));

    private static void Add<T>(ValueMap<T> value) => Own[typeof(T)] = value;

    private static void Add<T>(ValueMap<T> value, ValueMap<T[]> array)
    {
        Add(value);
        Add(array);
    }

    private static void Add<T, TStored>(Converter<T, TStored> store, Converter<TStored, T> read) =>
        Add(Converted(store, read), ConvertedAll(store, read));

    // A bigint where it fits, so that the index of a bigint column serves it.
    private static NpgsqlParameter ToParameter(ulong value) => value <= long.MaxValue
        ? new NpgsqlParameter<long> { TypedValue = (long)value }
        : new NpgsqlParameter<decimal> { TypedValue = value };

    private static ulong ReadUnsigned(DbDataReader reader, int ordinal) =>
        reader.GetFieldType(ordinal) == typeof(decimal)
            ? checked((ulong)reader.GetFieldValue<decimal>(ordinal))
            : checked((ulong)reader.GetFieldValue<long>(ordinal));

    // A character(1) that holds a blank is read without it.
    private static char Single(string text) => text.Length switch
    {
        0 => ' ',
        1 => text[0],
        _ => throw new InvalidCastException($"The column contains {text.Length} characters; a char is one."),
    };
}
