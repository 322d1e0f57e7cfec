using System.Data.Common;

namespace TestDigitalPlatform.Data;

/// <summary>Takes one statement's result off the wire.</summary>
internal abstract class Result
{
    private protected static readonly Refusal NotFound = new(
        "not_found", "The item does not exist, or you do not have access to it.", RefusalKind.NotFound);

    internal abstract Task Read(DbDataReader reader, CancellationToken cancellationToken);
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
        Value = rows.Read(reader, rows.Locate(reader));
    }
}

internal sealed class FindResult<T> : Result<T?>
    where T : class
{
    internal override async Task Read(DbDataReader reader, CancellationToken cancellationToken)
    {
        var rows = RowReader<T>.Instance;
        Value = await reader.ReadAsync(cancellationToken) ? rows.Read(reader, rows.Locate(reader)) : null;
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
            if (list.Count == Db.MaxRows)
                throw new InvalidOperationException(
                    $"A list of {typeof(T).Name} has more than {Db.MaxRows} rows. Make it a page.");
            list.Add(rows.Read(reader, ordinals));
        }

        Value = list;
    }
}
