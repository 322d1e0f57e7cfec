using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform;

/// <summary>Several statements in one round trip, in one transaction: they see the same state of things.</summary>
public sealed class DbBatch
{
    private readonly Database database;
    private readonly Caller? caller;
    private readonly IFirstStatement? first;
    private readonly List<(Result Result, Sql Sql)> statements = new(2);

    internal DbBatch(Database database, Caller? caller, IFirstStatement? first)
    {
        this.database = database;
        this.caller = caller;
        this.first = first;
    }

    /// <summary>The one row that must be there, or the whole batch ends with 404.</summary>
    public Pending<T> One<T>(Sql sql) => Add(new OneResult<T>(), sql);

    /// <summary>One row, or <see langword="null"/>.</summary>
    public Pending<T?> Find<T>(Sql sql)
        where T : class => Add(new FindResult<T>(), sql);

    /// <summary>All rows of a short list, at most <see cref="Db.MaxRows"/>.</summary>
    public Pending<IReadOnlyList<T>> List<T>(Sql sql) => Add(new ListResult<T>(), sql);

    /// <summary>Sends the statements and fills in what they return.</summary>
    /// <exception cref="RefusedException">A row that must be there is not.</exception>
    public Task Run(CancellationToken cancellationToken) => Exchange<Nothing>(null, cancellationToken);

    /// <summary>Sends one more statement with the rest, and returns what it returns.</summary>
    internal Task<T> Ask<T>(Result<T> result, Sql sql, CancellationToken cancellationToken)
    {
        statements.Add((result, sql));
        return Exchange(result, cancellationToken);
    }

    internal Pending<T> Add<T>(Result<T> result, Sql sql)
    {
        statements.Add((result, sql));
        return new Pending<T>(result);
    }

    private async Task<T> Exchange<T>(Result<T>? wanted, CancellationToken cancellationToken)
    {
        await using var batch = database.Source.CreateBatch();
        if (database.Scope(caller) is { } scope)
            batch.BatchCommands.Add(scope);
        if (first is not null)
            batch.BatchCommands.Add(first.Command());
        foreach (var (_, sql) in statements)
            batch.BatchCommands.Add(Database.Command(sql));
        database.Watch?.Invoke(batch);

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (caller is not null)
            await reader.NextResultAsync(cancellationToken);
        if (first is not null)
        {
            await first.Read(reader, cancellationToken);
            await reader.NextResultAsync(cancellationToken);
        }

        foreach (var (result, _) in statements)
        {
            await result.Read(reader, cancellationToken);
            await reader.NextResultAsync(cancellationToken);
        }

        return wanted is null ? default! : wanted.Value;
    }
}
