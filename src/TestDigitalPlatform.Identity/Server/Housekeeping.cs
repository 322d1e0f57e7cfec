using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Identity.Sessions;
using TestDigitalPlatform.Identity.Stores;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>Makes room for the tokens of the coming days, and forgets what nobody can use any more.</summary>
internal sealed class Housekeeping(
    ProtocolDatabase database, SessionRegistry sessions, TimeProvider time, ILogger<Housekeeping> logger) : BackgroundService
{
    internal static readonly TimeSpan Distance = TimeSpan.FromHours(1);

    /// <summary>How old a grant without a token that is alive, and an ended session, are when they are forgotten.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(31);

    private const int MostAtOnce = 10_000;

    /// <summary>One round.</summary>
    internal async Task Run(CancellationToken cancellationToken)
    {
        await database.Run("select tdp.arrange_tokens()", cancellationToken);
        await database.Run(
            """
            delete from identity.grant_of_client where id = any(array(
                select id from identity.grant_of_client g
                where created_at < $1 and kind = 'ad-hoc'
                    and not exists (select from identity.token t where t.grant_id = g.id and t.expires_at > $2)
                order by created_at limit $3))
            """,
            cancellationToken,
            ProtocolDatabase.Time(time.GetUtcNow() - Kept), ProtocolDatabase.Time(time.GetUtcNow()), ProtocolDatabase.Number(MostAtOnce));
        await sessions.Forget(time.GetUtcNow() - Kept, MostAtOnce, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Distance, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Run(stoppingToken);
            }
            catch (Exception e) when (Database.IsOver(e, stoppingToken))
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                // Partitions are made for weeks ahead; the next round may succeed.
                ServerLog.HousekeepingFailed(logger, e);
            }
        }
    }
}
