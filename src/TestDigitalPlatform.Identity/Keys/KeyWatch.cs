using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Encryption;

namespace TestDigitalPlatform.Identity.Keys;

/// <summary>Has the keys there before the first request, and sees within seconds what another node has changed.</summary>
internal sealed class KeyWatch(
    KeyRing ring, KeyRotation rotation, TimeProvider time, ILogger<KeyWatch> logger) : BackgroundService
{
    /// <summary>How soon a node knows what another one changed.</summary>
    internal static readonly TimeSpan Distance = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan RotationDistance = TimeSpan.FromMinutes(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await rotation.Run(cancellationToken);
        await ring.Load(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rotated = time.GetUtcNow();
        using var timer = new PeriodicTimer(Distance, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var now = time.GetUtcNow();
                var isChanged = await ring.Load(stoppingToken);
                // A key that was withdrawn leaves nobody to sign.
                if (now >= rotated + RotationDistance || !ring.CanSign)
                {
                    await rotation.Run(stoppingToken);
                    isChanged |= await ring.Load(stoppingToken);
                    rotated = now;
                }

                if (isChanged)
                    KeysLog.Changed(logger, ring.Keys.Count);
            }
            catch (Exception e) when (Database.IsOver(e, stoppingToken))
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or KeysUnavailableException or PlatformException or TimeoutException)
            {
                // The keys that are known stay; the next look may succeed.
                KeysLog.LookFailed(logger, e);
            }
        }
    }
}
