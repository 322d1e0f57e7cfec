using System.Collections.Concurrent;
using System.Net;

namespace TestDigitalPlatform.Client.Tests.Resilience;

/// <summary>Answers as a test has written down, one line for each attempt; the last line is repeated.</summary>
internal sealed class ScriptedService(params Func<CancellationToken, Task<HttpResponseMessage>>[] script)
    : HttpMessageHandler
{
    private readonly ConcurrentQueue<string> bodies = new();
    private readonly SemaphoreSlim arrived = new(0);
    private int attempts;

    internal int Attempts => Volatile.Read(ref attempts);

    internal IEnumerable<string> Bodies => bodies;

    /// <summary>Waits for the next attempt to arrive.</summary>
    internal async Task Attempt() =>
        (await arrived.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).ShouldBeTrue();

    internal static Func<CancellationToken, Task<HttpResponseMessage>> Answers(
        HttpStatusCode status, TimeSpan? retryAfter = null) => _ =>
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(status.ToString()) };
        if (retryAfter is { } wait)
            response.Headers.RetryAfter = new(wait);
        return Task.FromResult(response);
    };

    internal static Task<HttpResponseMessage> CutsOff(CancellationToken cancellationToken) =>
        throw new HttpRequestException("cut off");

    internal static async Task<HttpResponseMessage> Hangs(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return new HttpResponseMessage();
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null)
            bodies.Enqueue(await request.Content.ReadAsStringAsync(cancellationToken));
        var line = Math.Min(Interlocked.Increment(ref attempts), script.Length) - 1;
        arrived.Release();
        return await script[line](cancellationToken);
    }
}
