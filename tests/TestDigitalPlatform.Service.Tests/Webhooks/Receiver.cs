using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Service.Tests.Webhooks;

/// <summary>A receiver of webhooks, which answers each path as a test says.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> answers = new();

    private Receiver(WebApplication app) => this.app = app;

    internal ConcurrentQueue<Received> All { get; } = new();

    internal string Address => app.Urls.First();

    internal static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver.app.Run(receiver.Receive);
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>Answers a path from now on.</summary>
    internal string On(string path, Func<HttpContext, Task> answer)
    {
        answers[path] = answer;
        return Address + path;
    }

    /// <inheritdoc cref="On(string, Func{HttpContext, Task})" />
    internal string On(string path, int status, string text = "") => On(path, context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(text);
    });

    internal IReadOnlyList<Received> At(string path) => [.. All.Where(r => r.Path == path)];

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
    }

    private async Task Receive(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        All.Enqueue(new Received(context.Request.Path, body, headers));
        await answers[context.Request.Path](context);
    }

    /// <summary>A request that came.</summary>
    internal sealed record Received(string Path, string Body, IReadOnlyDictionary<string, string> Headers)
    {
        internal string Id => Headers["webhook-id"];

        /// <summary>Whether one of the signatures is made with the secret.</summary>
        internal bool IsSignedWith(string secret) => Headers["webhook-signature"].Split(' ').Contains(
            Sender.Sign(secret, Id, long.Parse(Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture), Body));
    }
}
