using System.ComponentModel;
using System.Data.Common;
using System.Reflection;
using Npgsql;

namespace TestDigitalPlatform.Generated;

/// <summary>Converts values of one type to and from the database. Used by generated code.</summary>
/// <typeparam name="T">A scalar, an id, an enum, an array of scalars, or any JSON-serializable type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SqlValue<T>
{
    private static readonly Data.ValueMap<T> Map = Data.ValueMap.For<T>();

    /// <summary>Whether it is stored as a scalar column, not as JSON.</summary>
    public static bool IsScalar => Map.IsScalar;

    /// <summary>Whether a column holds it as a text.</summary>
    internal static bool IsText => Map.IsText;

    /// <summary>Creates a parameter with the value.</summary>
    public static NpgsqlParameter ToParameter(T value) =>
        value is null ? new NpgsqlParameter { Value = DBNull.Value } : Map.ToParameter(value);

    /// <summary>Reads a column, which may be null only if <typeparamref name="T"/> is nullable.</summary>
    /// <exception cref="InvalidCastException">The column is null or has another type; the message names the
    /// column.</exception>
    public static T Read(DbDataReader reader, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return Map.Read(reader, ordinal);
    }

    /// <summary>Reads a column that may be null.</summary>
    public static T? ReadOrNull(DbDataReader reader, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.IsDBNull(ordinal) ? default : Map.Read(reader, ordinal);
    }
}
