using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace TestDigitalPlatform.Client.Tests;

/// <summary>Answers every request in one way.</summary>
internal sealed class StubService(
    Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    internal StubService(HttpStatusCode status, string body, string? type = "application/json")
        : this((_, _) => Task.FromResult(Response(status, body, type)))
    {
    }

    /// <summary>A client of it.</summary>
    internal ServiceClient Client(Action<HttpClient>? configure = null)
    {
        var http = new HttpClient(this) { BaseAddress = new Uri("http://things.example/below") };
        configure?.Invoke(http);
        return new ServiceClient(http);
    }

    internal static HttpResponseMessage Response(
        HttpStatusCode status, string body, string? type = "application/json") =>
        new(status)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body))
            {
                Headers = { ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type) },
            },
        };

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken) => answer(request, cancellationToken);
}
