using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using TestDigitalPlatform.Hosting.Authentication;

namespace TestDigitalPlatform.Identity.Revocations;

/// <summary>Tells services which tokens are revoked, as server-sent events (HTML Living Standard, section 9.2).</summary>
/// <remarks>
/// Open to everybody, since a service knows nothing of the provider but its address: what is told are hashes of random ids, which
/// mean something only to whoever has the token.
/// </remarks>
internal static class RevocationEndpoint
{
    internal const string Path = "/connect/revocations";

    private const int MostListeners = 2_000;

    private static readonly Refusal TooMany = new(
        "revocations.too_many_listeners", "Too many services follow the revocations on this node. Add a node.");

    internal static void MapRevocations(this WebApplication app)
    {
        var listeners = new StrongBox<int>();
        app.MapGet(Path, (RevocationHub hub, TimeProvider time, IHostApplicationLifetime host, HttpContext http) =>
            {
                if (Interlocked.Increment(ref listeners.Value) > MostListeners)
                {
                    Interlocked.Decrement(ref listeners.Value);
                    throw new RefusedException(TooMany);
                }

                http.Response.OnCompleted(() =>
                {
                    Interlocked.Decrement(ref listeners.Value);
                    return Task.CompletedTask;
                });
                http.Response.Headers.CacheControl = "no-store";
                // A stop waits for nobody who listens: they connect to another node.
                return TypedResults.ServerSentEvents(Events(hub, time, host.ApplicationStopping, http.RequestAborted));
            })
            .AllowAnonymous().WithoutRequestLimit().ExcludeFromDescription();
    }

    private static async IAsyncEnumerable<SseItem<string>> Events(
        RevocationHub hub, TimeProvider time, CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await hub.Ready.WaitAsync(RevocationFeed.Silence, time, cancellationToken);
        var told = 0L;
        var isComplete = false;
        while (!stopping.IsCancellationRequested)
        {
            var news = hub.News;
            var known = hub.Known;
            foreach (var stored in Later(known, told))
            {
                yield return new SseItem<string>(
                    RevocationText.Write(stored.Hash, stored.IssuedUntil, stored.Until), RevocationText.Revoked);
            }

            told = Math.Max(told, known is [.., var last] ? last.Arrival : 0);
            // A node that can't look itself has nothing to say, and its silence tells the services so.
            if (hub.AreKnown)
                yield return new SseItem<string>("", isComplete ? RevocationText.Beat : RevocationText.Complete);
            isComplete |= hub.AreKnown;
            await Task.WhenAny(news, Task.Delay(RevocationText.Distance, time, stopping));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    // Mostly none, or the last few of many.
    private static IEnumerable<StoredRevocation> Later(IReadOnlyList<StoredRevocation> known, long told)
    {
        var first = known.Count;
        while (first > 0 && known[first - 1].Arrival > told)
            first--;
        return known.Skip(first);
    }
}
