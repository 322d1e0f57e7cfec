using System.Data;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.OpenConnections;

/// <summary>Lends a connection in a caller's isolation, and takes it back whatever the borrower does.</summary>
/// <remarks>
/// <list type="number">
/// <item>Open: one round trip begins a read-only transaction, sets the caller's role and customer for it, and marks it.</item>
/// <item>Use: the team's function runs, bounded by a limit on the server, in the token and here.</item>
/// <item>Check: the transaction must still be the marked one, with the same role and customer; otherwise the answer is
/// not used.</item>
/// <item>End: the transaction is rolled back, which also undoes each setting, and the connection goes back to its pool. A
/// function that does not end in time loses its connection: the server terminates it.</item>
/// </list>
/// </remarks>
internal sealed class OpenScope(Database database, Caller? caller)
{
    /// <summary>How long a function may go on after its token was canceled, before its connection is terminated.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    private readonly string mark = Guid.NewGuid().ToString("N");
    private int backend;

    /// <exception cref="TimeoutException">The function took longer than <paramref name="limit"/>.</exception>
    /// <exception cref="PlatformException">The function ended the transaction or changed its isolation: TDP0350.</exception>
    internal async Task<T> Run<T>(
        Func<OpenDb, Task<T>> use, IFirstStatement? first, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ending.CancelAfter(limit);
        try
        {
            var connection = await database.OpenSource.OpenConnectionAsync(ending.Token);
            Task<T>? work = null;
            try
            {
                var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ending.Token);
                await Begin(connection, first, limit, ending.Token);
                work = Start(use, new OpenDb(connection, transaction, limit, ending.Token));
                var answer = await Within(work, ending.Token);
                await Check(connection, ending.Token);
                return answer;
            }
            finally
            {
                await End(connection, work);
            }
        }
        catch (OperationCanceledException e) when (ending.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"A function given to Db.Open took longer than {limit.TotalSeconds:0.#} s.", e);
        }
    }

    // A function that fails before its first await fails like one that fails later.
    private static async Task<T> Start<T>(Func<OpenDb, Task<T>> use, OpenDb open) => await use(open);

    // Whoever ignores the token gets a moment more, since it may be about to end; then it is left alone.
    private static async Task<T> Within<T>(Task<T> work, CancellationToken cancellationToken)
    {
        var canceled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(canceled.SetResult);
        if (await Task.WhenAny(work, canceled.Task) != work)
        {
            await Task.WhenAny(work, Task.Delay(Grace, CancellationToken.None));
            // What ended by itself may say more than that it was too late.
            if (work.IsFaulted)
                await work;
            cancellationToken.ThrowIfCancellationRequested();
        }

        return await work;
    }

    private async Task Begin(
        NpgsqlConnection connection, IFirstStatement? first, TimeSpan limit, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(database.Scope.Before(caller));
        batch.BatchCommands.Add(Settings(limit));
        if (first is not null)
            batch.BatchCommands.Add(first.Command());
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        backend = reader.GetInt32(0);
        if (first is null)
            return;
        await reader.NextResultAsync(cancellationToken);
        await first.Read(reader, cancellationToken);
    }

    // Once a statement has run, PostgreSQL lets nobody make the transaction one that writes.
    private NpgsqlBatchCommand Settings(TimeSpan limit)
    {
        var milliseconds = ((long)limit.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        return new NpgsqlBatchCommand("""
            select pg_backend_pid(), set_config('transaction_read_only', 'on', true), set_config('tdp.open', $1, true),
                set_config('statement_timeout', $2, true), set_config('idle_in_transaction_session_timeout', $2, true)
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = mark },
                new NpgsqlParameter<string> { TypedValue = milliseconds },
            },
        };
    }

    private async Task Check(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (role, customer) = database.Scope.Of(caller);
        if (connection.State == ConnectionState.Open)
        {
            await using var command = new NpgsqlCommand("""
                select current_setting('tdp.open', true) = $1 and current_setting('tdp.customer', true) = $2
                    and current_user = $3
                """, connection)
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = mark },
                    new NpgsqlParameter<string> { TypedValue = customer },
                    new NpgsqlParameter<string> { TypedValue = role },
                },
            };
            try
            {
                if (await command.ExecuteScalarAsync(cancellationToken) is true)
                    return;
            }
            catch (Exception e) when (e is InvalidOperationException or NpgsqlOperationInProgressException
                or PostgresException { SqlState: PostgresErrorCodes.InFailedSqlTransaction })
            {
                throw NotIsolated(e);
            }
        }

        throw NotIsolated(null);
    }

    private static PlatformException NotIsolated(Exception? inner) => new(
        "TDP0350",
        "A function given to Db.Open ended its transaction, changed its role or customer, went on after a statement "
        + "failed, or left a reader open. Its answer was not used. Remove commit, rollback, set role and set_config from "
        + "its statements, let exceptions through, and dispose readers.",
        inner);

    private async Task End(NpgsqlConnection connection, Task? work)
    {
        var left = work is { IsCompleted: false };
        if (left)
            await Terminate(work!);
        try
        {
            // Rolls back. Advisory locks of the session, prepared statements and listeners go with the reset of the pool.
            await connection.DisposeAsync().AsTask().WaitAsync(EndLimit);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or TimeoutException or IOException)
        {
            OpenLog.NotReturned(database.Logger, e);
        }
    }

    private async Task Terminate(Task work)
    {
        // Its exception has nobody else to see it.
        _ = work.ContinueWith(
            ended => OpenLog.EndedLate(database.Logger, ended.Exception), CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        OpenLog.Terminated(database.Logger, Grace.TotalSeconds);
        try
        {
            await using var command = database.Source.CreateCommand("select pg_terminate_backend($1)");
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = backend });
            using var limit = new CancellationTokenSource(EndLimit);
            await command.ExecuteNonQueryAsync(limit.Token);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            // The server ends it by itself, after the same limit.
            OpenLog.NotReturned(database.Logger, e);
        }
    }
}
