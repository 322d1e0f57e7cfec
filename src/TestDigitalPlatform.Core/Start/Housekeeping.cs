using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Files;
using TestDigitalPlatform.StoredFiles;

namespace TestDigitalPlatform.Start;

/// <summary>
/// Makes the partitions of the coming time and drops those that nothing is needed of, forgets answers and keys that are
/// past their days, and looks whether customers are still kept apart.
/// </summary>
internal sealed class Housekeeping(Database database, TimeProvider time, ILogger<Housekeeping> logger)
    : BackgroundService
{
    /// <summary>How long a command can be repeated under its key.</summary>
    internal static readonly TimeSpan AnswersKept = TimeSpan.FromHours(24);

    /// <summary>How long an instance of a process, or an external call, is kept after its end.</summary>
    private static readonly TimeSpan ProcessesKept = TimeSpan.FromDays(30);

    private const int DeletedAtOnce = 5_000;

    private const int FilesAtOnce = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Run(stoppingToken);
            }
            catch (Exception e) when (Database.IsOver(e, stoppingToken))
            {
                return;
            }
            catch (NpgsqlException e)
            {
                HousekeepingLog.Failed(logger, e);
            }

            // Spread, so that the nodes of a service don't all come at once.
            var wait = TimeSpan.FromMinutes(30 + Random.Shared.Next(60));
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal async Task Run(CancellationToken cancellationToken)
    {
        await using (var partitions = database.Source.CreateCommand("select tdp.make_partitions()"))
            await partitions.ExecuteNonQueryAsync(cancellationToken);

        // A role may change its own settings at any time, and a session that begins then has them.
        foreach (var (code, what) in await IsolationCheck.Run(database, cancellationToken))
            HousekeepingLog.IsolationWeakened(logger, database.Service, what, code);

        await using (var drop = database.Source.CreateCommand("select tdp.drop_partitions()"))
            await drop.ExecuteNonQueryAsync(cancellationToken);
        int forgotten;
        do
        {
            await using var forget = database.Source.CreateCommand("select tdp.forget_keys($1)");
            forget.Parameters.Add(new NpgsqlParameter<int> { TypedValue = DeletedAtOnce });
            forgotten = (int)(await forget.ExecuteScalarAsync(cancellationToken))!;
        }
        while (forgotten == DeletedAtOnce);

        await Forget("select tdp.forget_answers($1, $2)", AnswersKept, cancellationToken);
        await Forget("select tdp.forget_processes($1, $2)", ProcessesKept, cancellationToken);
        await Forget("select tdp.forget_calls($1, $2)", ProcessesKept, cancellationToken);
        await RemoveFiles(cancellationToken);
    }

    private async Task Forget(string function, TimeSpan kept, CancellationToken cancellationToken)
    {
        int deleted;
        do
        {
            await using var delete = database.Source.CreateCommand(function);
            delete.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (time.GetUtcNow() - kept).UtcDateTime });
            delete.Parameters.Add(new NpgsqlParameter<int> { TypedValue = DeletedAtOnce });
            deleted = (int)(await delete.ExecuteScalarAsync(cancellationToken))!;
        }
        while (deleted == DeletedAtOnce);
    }

    // The bytes first: whatever stops this in between, the file is found again.
    private async Task RemoveFiles(CancellationToken cancellationToken)
    {
        var register = new FileRegister(database);
        IReadOnlyList<FileKey> due;
        do
        {
            due = await register.Due(FilesAtOnce, cancellationToken);
            var removed = 0;
            foreach (var file in due)
                removed += await TryRemove(file, register, cancellationToken) ? 1 : 0;
            if (removed < due.Count)
                return;
        }
        while (due.Count == FilesAtOnce);
    }

    // A store may fail in ways of its own, and the other files and this loop must go on.
    private async Task<bool> TryRemove(FileKey file, FileRegister register, CancellationToken cancellationToken)
    {
        try
        {
            await database.Files.Delete(file, cancellationToken);
            await register.Forget(file, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            FilesLog.NotRemoved(logger, file.Id, e);
            return false;
        }
    }
}

internal static partial class HousekeepingLog
{
    [LoggerMessage(1300, LogLevel.Warning, "Housekeeping did not finish; it runs again within 90 minutes.")]
    internal static partial void Failed(ILogger logger, Exception exception);

    [LoggerMessage(1310, LogLevel.Error, "{Service}: customer isolation is weakened: {What} ({Code}).")]
    internal static partial void IsolationWeakened(ILogger logger, string service, string what, string code);
}
