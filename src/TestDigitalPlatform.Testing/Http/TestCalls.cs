using System.Net.Http.Headers;
using System.Text;

namespace TestDigitalPlatform.Testing.Http;

/// <summary>Signs a test client's calls, as somebody who gets a new token whenever the old one has ended.</summary>
/// <param name="caller">Who calls; <see langword="null"/> for nobody.</param>
/// <param name="time">By which tokens are signed.</param>
/// <param name="log">What the called service logs; kept with each call for the message of a failure.</param>
internal sealed class TestCalls(Caller? caller, TimeProvider time, TestLog log) : DelegatingHandler(Connections())
{
    internal static readonly HttpRequestOptionsKey<TestLog> Log = new("TestDigitalPlatform.Testing.Log");

    private static readonly TimeSpan Spare = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private string? token;
    private DateTimeOffset tokenEnds;

    // A test may well send what is not ASCII.
    private static SocketsHttpHandler Connections() =>
        new() { RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1 };

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.Set(Log, log);
        if (caller is not null && !request.Headers.Contains("Authorization"))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(caller));
        return base.SendAsync(request, cancellationToken);
    }

    private string Token(Caller caller)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (token is null || now > tokenEnds - Spare)
                (token, tokenEnds) = (TestTokens.Sign(caller, now), now + TestTokens.Lifetime);
            return token;
        }
    }
}
