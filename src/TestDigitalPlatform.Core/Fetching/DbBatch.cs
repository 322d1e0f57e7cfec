using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform;

/// <summary>Several statements in one round trip and one transaction, with a consistent view of the data.</summary>
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

    /// <summary>Adds a statement for one row, which must exist; otherwise the batch ends with 404.</summary>
    public Pending<T> One<T>(Sql sql) => Add(new OneResult<T>(), sql);

    /// <summary>One row, or <see langword="null"/>.</summary>
    public Pending<T?> Find<T>(Sql sql)
        where T : class => Add(new FindResult<T>(), sql);

    /// <summary>All rows of a short list, at most <see cref="Db.MaxRows"/>.</summary>
    public Pending<IReadOnlyList<T>> List<T>(Sql sql) => Add(new ListResult<T>(), sql);

    /// <summary>Runs the statements and sets their results.</summary>
    /// <exception cref="RefusedException">A required row does not exist.</exception>
    public Task Run(CancellationToken cancellationToken) => Exchange<Nothing>(null, cancellationToken);

    /// <summary>Sends one more statement with the rest, and returns what it returns.</summary>
    internal Task<T> Ask<T>(Result<T> result, Sql sql, CancellationToken cancellationToken)
    {
        statements.Add((result, sql));
        return Exchange(result, cancellationToken);
    }

    /// <summary>Sends one statement that is read to its first row, and returns what it returns.</summary>
    internal Task<T> AskForRow<T>(Result<T> result, Sql sql, CancellationToken cancellationToken) =>
        first is null && database.Scope.Within(caller, sql) is { } command
            ? Alone(command, result, sql, cancellationToken)
            : Ask(result, sql, cancellationToken);

    internal Pending<T> Add<T>(Result<T> result, Sql sql)
    {
        statements.Add((result, sql));
        return new Pending<T>(result);
    }

    // One statement costs PostgreSQL a tenth less than two. What fails for the shape that it has here is asked again as
    // the team wrote it, so that an error speaks of the team's own text.
    private async Task<T> Alone<T>(
        NpgsqlBatchCommand command, Result<T> result, Sql sql, CancellationToken cancellationToken)
    {
        try
        {
            await using var batch = database.Source.CreateBatch();
            batch.BatchCommands.Add(command);
            await database.Vault.Seal(batch, caller, cancellationToken);
            database.Watch?.Invoke(batch);
            await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
                await result.Read(reader, cancellationToken);
            if (result.Sealed is { } found)
                await database.Vault.Open(found, caller, cancellationToken);
            return result.Value;
        }
        catch (PostgresException e) when (IsOfShape(e))
        {
            // Remembered at once: Npgsql loses its way when it prepares what was refused as not supported.
            if (e.SqlState is PostgresErrorCodes.SyntaxError or PostgresErrorCodes.FeatureNotSupported)
                database.Scope.StandsAlone(sql);
        }

        return await Ask(result, sql, cancellationToken);
    }

    private static bool IsOfShape(PostgresException e) =>
        e.SqlState is Scope.WrongRole or PostgresErrorCodes.FeatureNotSupported
        || e.SqlState.StartsWith("42", StringComparison.Ordinal);

    private async Task<T> Exchange<T>(Result<T>? wanted, CancellationToken cancellationToken)
    {
        await using var batch = database.Source.CreateBatch();
        batch.BatchCommands.Add(database.Scope.Before(caller));
        if (first is not null)
            batch.BatchCommands.Add(first.Command());
        foreach (var (_, sql) in statements)
            batch.BatchCommands.Add(Database.Command(sql));
        await database.Vault.Seal(batch, caller, cancellationToken);
        database.Watch?.Invoke(batch);

        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
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
        }

        // Without a connection: a key store may be slow.
        foreach (var (result, _) in statements)
        {
            if (result.Sealed is { } found)
                await database.Vault.Open(found, caller, cancellationToken);
        }

        return wanted is null ? default! : wanted.Value;
    }
}
