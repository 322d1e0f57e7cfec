using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Hosting.Authentication;

namespace TestDigitalPlatform.Identity.Revocations;

/// <summary>Knows the revocations of all nodes, and wakes who follows them.</summary>
/// <remarks>
/// The database wakes each node when one is stored, and a look each second makes up for a wake-up that is lost. A transaction that
/// is stored late may have an earlier number, so each look goes back further than any transaction takes.
/// </remarks>
internal sealed class RevocationHub(Database database, TimeProvider time, ILogger<RevocationHub> logger) : BackgroundService, IRevocations
{
    internal const string Channel = "identity_revocation";

    // Longer than the command of a decision may run.
    private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(1);

    private readonly RevocationSet set = new(time);
    private readonly HashSet<long> known = [];
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IReadOnlyList<StoredRevocation> inOrder = [];
    private long arrivals;
    private long looked;

    public Task Ready => ready.Task;

    public bool AreKnown => !set.IsFull && Volatile.Read(ref looked) is not 0 and var last
        && time.GetElapsedTime(last) < RevocationFeed.Silence;

    /// <summary>What is known, in the order in which it became known here.</summary>
    internal IReadOnlyList<StoredRevocation> Known => inOrder;

    /// <summary>Ends when more is known.</summary>
    internal Task News => Volatile.Read(ref news).Task;

    public bool Include(TokenHandles token) => set.Includes(token);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Follow(stoppingToken);
            }
            catch (Exception e) when (Database.IsOver(e, stoppingToken))
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                RevocationsLog.LookFailed(logger, e);
                await Task.Delay(RevocationText.Distance, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Follow(CancellationToken stoppingToken)
    {
        await using var connection = await database.OpenSource.OpenConnectionAsync(stoppingToken);
        await using (var listen = new NpgsqlCommand($"listen {Channel}", connection))
            await listen.ExecuteNonQueryAsync(stoppingToken);
        // All that still matters, since another node may have stored it while this one was away.
        await Look(connection, DateTimeOffset.MinValue, stoppingToken);
        while (true)
        {
            await connection.WaitAsync(RevocationText.Distance, stoppingToken);
            await Look(connection, time.GetUtcNow() - LookBack, stoppingToken);
        }
    }

    private async Task Look(NpgsqlConnection connection, DateTimeOffset since, CancellationToken stoppingToken)
    {
        var now = time.GetUtcNow();
        var found = new List<StoredRevocation>();
        await using (var command = new NpgsqlCommand(
            """
            select sequence, handle, issued_until, until from identity.revocation
            where until > $1 and ($2 or stored_at > clock_timestamp() - $3) order by sequence limit $4
            """,
            connection))
        {
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
            command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = since == DateTimeOffset.MinValue });
            command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = LookBack });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = RevocationSet.Most });
            await using var reader = await command.ExecuteReaderAsync(stoppingToken);
            while (await reader.ReadAsync(stoppingToken))
            {
                var stored = new StoredRevocation(
                    reader.GetInt64(0), reader.GetFieldValue<byte[]>(1),
                    reader.IsDBNull(2) ? long.MaxValue : reader.GetFieldValue<DateTimeOffset>(2).ToUnixTimeSeconds(),
                    reader.GetFieldValue<DateTimeOffset>(3).ToUnixTimeSeconds());
                if (known.Add(stored.Sequence))
                    found.Add(stored with { Arrival = ++arrivals });
            }
        }

        foreach (var stored in found)
            set.Add(new Revocation(TokenHandles.Read(stored.Hash), stored.IssuedUntil, stored.Until));
        if (found.Count > 0)
            Tell(found, now.ToUnixTimeSeconds());
        Volatile.Write(ref looked, time.GetTimestamp());
        ready.TrySetResult();
    }

    private void Tell(List<StoredRevocation> found, long now)
    {
        foreach (var ended in inOrder.Where(stored => stored.Until < now))
            known.Remove(ended.Sequence);
        inOrder = [.. inOrder.Where(stored => stored.Until >= now), .. found];
        Interlocked.Exchange(ref news, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }
}

/// <summary>A revocation as it is stored.</summary>
internal sealed record StoredRevocation(long Sequence, byte[] Hash, long IssuedUntil, long Until)
{
    /// <summary>As which one it became known on this node, from 1.</summary>
    internal long Arrival { get; init; }
}
