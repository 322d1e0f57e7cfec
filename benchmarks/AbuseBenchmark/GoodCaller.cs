using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace TestDigitalPlatform.Benchmarks.Abuse;

/// <summary>Somebody of another customer, who only wants an answer, over a new connection each time.</summary>
internal sealed class GoodCaller(Target target) : IDisposable
{
    /// <summary>The customer whose name no attack uses.</summary>
    internal const int Customer = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly string token = target.Token(Customer);
    private readonly List<TimeSpan> answered = [];

    internal int Asked { get; private set; }

    internal int Answered => answered.Count;

    /// <summary>Asks again and again until it is told to stop.</summary>
    internal async Task AskUntil(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Asked++;
            if (await Ask() is { } time)
                answered.Add(time);
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>How long an answer took; <see langword="null"/> when there was none.</summary>
    internal async Task<TimeSpan?> Ask()
    {
        using var client = Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await client.GetAsync(new Uri("/items?limit=1", UriKind.Relative));
            return answer.StatusCode is HttpStatusCode.OK ? Stopwatch.GetElapsedTime(start) : null;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>The bytes in use after a collection.</summary>
    internal async Task<long> Memory()
    {
        using var client = Client();
        var text = await client.GetStringAsync(new Uri("/bench/memory", UriKind.Relative));
        return long.Parse(text, CultureInfo.InvariantCulture);
    }

    internal TimeSpan Median() =>
        answered.Count == 0 ? TimeSpan.MaxValue : answered.Order().ElementAt(answered.Count / 2);

    public void Dispose() => answered.Clear();

    private HttpClient Client() => new() { BaseAddress = target.Http1, Timeout = TimeSpan.FromSeconds(10) };
}
