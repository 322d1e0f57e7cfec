using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Maintenance;

/// <summary>Does what people asked for in a table, piece by piece, on whichever node comes first.</summary>
/// <remarks>A node that ends in between leaves everything as it was, and another one begins anew.</remarks>
internal abstract class RequestedWork(Database database, TimeProvider time, ILogger logger) : BackgroundService
{
    private const int MaxErrorLength = 4_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private int failures;

    protected Database Database => database;

    protected TimeProvider Time => time;

    protected ILogger Logger => logger;

    /// <summary>Does one piece of work, if there is any.</summary>
    /// <returns>Whether there was.</returns>
    internal abstract Task<bool> DoNext(CancellationToken cancellationToken);

    /// <summary>Tells operators that the work can't go on now.</summary>
    protected virtual void Interrupted(Exception e) => RequestedWorkLog.Interrupted(logger, e);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var worked = await DoNext(stoppingToken);
                failures = 0;
                if (worked)
                    continue;
            }
            catch (Exception e) when (Database.IsOver(e, stoppingToken))
            {
                return;
            }
            catch (Exception e)
            {
                if (failures++ == 0)
                    Interrupted(e);
            }

            await Task.Delay(failures > 0 ? TransportFailure.Pause(failures) : Interval, time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Undoes a piece of work, and has the table say why it failed.</summary>
    /// <param name="transaction">That of the work: after an error of the database it takes no more statements.</param>
    /// <param name="e">The failure.</param>
    /// <param name="end">Writes to the table over the connection that it is given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    protected async Task Fail(
        NpgsqlTransaction transaction, Exception e, Func<NpgsqlConnection, string, Task> end, CancellationToken cancellationToken)
    {
        // The connection may be what failed. Either way the wish is free, and its row is not locked.
        await transaction.DisposeAsync();
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var own = await connection.BeginTransactionAsync(cancellationToken);
        await end(connection, e.Message.Length > MaxErrorLength ? e.Message[..MaxErrorLength] : e.Message);
        await own.CommitAsync(cancellationToken);
    }
}

internal static partial class RequestedWorkLog
{
    [LoggerMessage(2414, LogLevel.Warning, "Requests to rebuild projections or to send history can't be read now; trying again.")]
    internal static partial void Interrupted(ILogger logger, Exception exception);
}
