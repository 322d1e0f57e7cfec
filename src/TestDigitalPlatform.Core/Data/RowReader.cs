using System.ComponentModel;
using System.Data.Common;

namespace TestDigitalPlatform.Generated;

/// <summary>
/// Reads rows into records by column name. Generated for each type that a <see cref="Db"/> call names.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RowReader<T>
{
    private readonly string[] columns;
    private readonly int[] inOrder;
    private readonly Func<DbDataReader, int[], T> read;

    private RowReader(string[] columns, Func<DbDataReader, int[], T> read)
    {
        this.columns = columns;
        this.read = read;
        inOrder = [.. Enumerable.Range(0, columns.Length)];
    }

    private static RowReader<T>? registered;

    internal static RowReader<T> Instance => registered ?? Scalar();

    /// <summary>Called by generated code when the service's assembly is loaded.</summary>
    /// <param name="columns">The columns, in the order of the record's members.</param>
    /// <param name="read">Creates the record from the current row and the ordinals of the columns.</param>
    public static void Register(string[] columns, Func<DbDataReader, int[], T> read) =>
        registered = new RowReader<T>(columns, read);

    /// <summary>Finds where the columns stand in a result; once per result, not per row.</summary>
    internal int[] Locate(DbDataReader reader)
    {
        if (StandInOrder(reader))
            return inOrder;
        var ordinals = new int[columns.Length];
        for (var i = 0; i < columns.Length; i++)
            ordinals[i] = Find(reader, columns[i]);
        return ordinals;
    }

    internal T Read(DbDataReader reader, int[] ordinals) => read(reader, ordinals);

    private bool StandInOrder(DbDataReader reader)
    {
        if (reader.FieldCount < columns.Length)
            return false;
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i].Length > 0 && !string.Equals(reader.GetName(i), columns[i], StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    private static int Find(DbDataReader reader, string column)
    {
        for (var i = 0; i < reader.FieldCount; i++)
        {
            if (string.Equals(reader.GetName(i), column, StringComparison.Ordinal))
                return i;
        }

        throw new InvalidOperationException(
            $"The statement does not select the column '{column}', which {typeof(T).Name} requires.");
    }

    // A single value is read from the first column, whatever its name.
    private static RowReader<T> Scalar() => SqlValue<T>.IsScalar
        ? new RowReader<T>([""], static (reader, _) => SqlValue<T>.Read(reader, 0))
        : throw new InvalidOperationException(
            $"No reader was generated for {typeof(T).Name}: name the type in the call itself, as in "
            + $"db.One<{typeof(T).Name}>(…).");
}
