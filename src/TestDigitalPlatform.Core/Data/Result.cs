using System.Data.Common;
using System.Text.Json;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Json;

namespace TestDigitalPlatform.Data;

/// <summary>Takes one statement's result off the wire.</summary>
internal abstract class Result
{
    /// <summary>How many rows a list may have.</summary>
    internal const int MaxRows = 10_000;

    private protected static readonly Refusal NotFound = new(
        "not_found", "The item does not exist, or you do not have access to it.", RefusalKind.NotFound);

    /// <summary>Values that were read and are still encrypted; <see langword="null"/> when there are none.</summary>
    internal List<SensitiveContent>? Sealed { get; private set; }

    internal abstract Task Read(DbDataReader reader, CancellationToken cancellationToken);

    private protected T ReadRow<T>(RowReader<T> rows, DbDataReader reader, int[] ordinals)
    {
        Opening.Begin();
        var row = rows.Read(reader, ordinals);
        if (Opening.Take() is { } found)
            Keep(found);
        return row;
    }

    /// <summary>Reads one value from JSON, and takes note of the sensitive values in it.</summary>
    private protected object ReadJson(string json, Type type)
    {
        Opening.Begin();
        var value = JsonSerializer.Deserialize(json, type, StoredJson.Options);
        if (Opening.Take() is { } found)
            Keep(found);
        return value ?? throw new JsonException("The value is null.");
    }

    private void Keep(List<SensitiveContent> found)
    {
        if (Sealed is null)
            Sealed = found;
        else
            Sealed.AddRange(found);
    }
}

internal abstract class Result<T> : Result
{
    private T? value;
    private bool read;

    internal T Value
    {
        get => read ? value! : throw new InvalidOperationException("Run the batch before reading what it returns.");
        private protected set => (this.value, read) = (value, true);
    }
}

internal sealed class OneResult<T> : Result<T>
{
    internal override async Task Read(DbDataReader reader, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
            throw new RefusedException(NotFound);
        var rows = RowReader<T>.Instance;
        Value = ReadRow(rows, reader, rows.Locate(reader));
    }
}

internal sealed class FindResult<T> : Result<T?>
    where T : class
{
    internal override async Task Read(DbDataReader reader, CancellationToken cancellationToken)
    {
        var rows = RowReader<T>.Instance;
        Value = await reader.ReadAsync(cancellationToken) ? ReadRow(rows, reader, rows.Locate(reader)) : null;
    }
}

/// <param name="expected">How many rows the statement is limited to, when it is; sizes the list.</param>
internal sealed class ListResult<T>(int expected = 0) : Result<IReadOnlyList<T>>
{
    internal override async Task Read(DbDataReader reader, CancellationToken cancellationToken)
    {
        var rows = RowReader<T>.Instance;
        var ordinals = rows.Locate(reader);
        var list = new List<T>(Math.Min(expected, 64));
        while (await reader.ReadAsync(cancellationToken))
        {
            if (list.Count == MaxRows)
                throw new InvalidOperationException(
                    $"A list of {typeof(T).Name} has more than {MaxRows} rows. Make it a page.");
            list.Add(ReadRow(rows, reader, ordinals));
        }

        Value = list;
    }
}
