using System.Net.ServerSentEvents;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Follows the identity provider's feed of revocations, if it has one.</summary>
/// <remarks>
/// The provider sends all that still matters when a service connects, and then each as it happens, with a beat every second. If
/// nothing comes for <see cref="Silence"/>, nobody knows which tokens are revoked.
/// </remarks>
internal sealed class RevocationFeed(
    ProviderDocuments documents, PlatformTokenOptions options, TimeProvider time, ILogger<RevocationFeed> logger)
    : BackgroundService, IRevocations
{
    /// <summary>How long a feed may be silent.</summary>
    internal static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LogDistance = TimeSpan.FromMinutes(1);

    // Services that lost the same provider must not come back in the same moment.
    private const double LongestPause = 1.0;

    private readonly RevocationSet revoked = new(time);
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile Feed state = Feed.Unknown;
    private long heard;
    private DateTimeOffset? logged;

    private enum Feed
    {
        /// <summary>The provider has not said yet whether it has one.</summary>
        Unknown,
        None,
        Some,
    }

    public Task Ready => ready.Task;

    public bool AreKnown => state is Feed.None || options.AcceptWithoutRevocations
        || (!revoked.IsFull && Volatile.Read(ref heard) is not 0 and var last && time.GetElapsedTime(last) < Silence);

    public bool Include(TokenHandles token) => revoked.Includes(token);

    public override void Dispose()
    {
        documents.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await Follow(stoppingToken))
                    return;
            }
            catch (Exception e) when (e is ProviderException or IOException or HttpRequestException or OperationCanceledException)
            {
                if (!stoppingToken.IsCancellationRequested)
                    Log(e);
            }

            await Task.Delay(TimeSpan.FromSeconds(Random.Shared.NextDouble() * LongestPause), time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>False when there is no feed.</returns>
    private async Task<bool> Follow(CancellationToken stoppingToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(ProviderDocuments.TimeLimit);
        var discovery = await documents.Discover(limit.Token);
        state = discovery.Revocations is null ? Feed.None : Feed.Some;
        if (discovery.Revocations is not { } address)
        {
            ready.TrySetResult();
            return false;
        }

        await using var stream = await documents.Open(address, limit.Token);
        var isComplete = false;
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(limit.Token))
        {
            limit.CancelAfter(Silence);
            isComplete |= item.EventType == RevocationText.Complete;
            if (item.EventType == RevocationText.Revoked && RevocationText.Read(item.Data) is { } revocation)
                revoked.Add(revocation);
            if (!isComplete)
                continue;
            Volatile.Write(ref heard, time.GetTimestamp());
            ready.TrySetResult();
            logged = null;
        }

        throw new ProviderException("the feed of revocations ended");
    }

    private void Log(Exception e)
    {
        var now = time.GetUtcNow();
        if (now < logged + LogDistance)
            return;
        logged = now;
        TokenLog.NoRevocations(logger, e.Message);
    }
}
