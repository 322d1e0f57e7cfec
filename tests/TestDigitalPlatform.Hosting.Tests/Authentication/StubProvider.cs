using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Hosting.Tests.Web;

namespace TestDigitalPlatform.Hosting.Tests.Authentication;

/// <summary>An identity provider that does what a test tells it to.</summary>
internal sealed class StubProvider : IAsyncDisposable
{
    private readonly LoopbackHost host;
    private readonly ConcurrentQueue<string> asked;
    private readonly Answers answers;

    private StubProvider(LoopbackHost host, ConcurrentQueue<string> asked, Answers answers) =>
        (this.host, this.asked, this.answers) = (host, asked, answers);

    internal string Address => host.Client.BaseAddress!.ToString().TrimEnd('/');

    /// <summary>The paths that were asked for, in order.</summary>
    internal IReadOnlyCollection<string> Asked => asked;

    /// <summary>What the discovery document says, where it is not the usual; <c>{me}</c> is the provider.</summary>
    internal string? Discovery { set => answers.Discovery = value; }

    /// <summary>Answers in place of the keys.</summary>
    internal RequestDelegate? Instead { set => answers.Instead = value; }

    internal static async Task<StubProvider> Start(params Signer[] signers)
    {
        var asked = new ConcurrentQueue<string>();
        var answers = new Answers();
        var host = await LoopbackHost.Start(_ => { }, app => app.Run(context =>
        {
            asked.Enqueue(context.Request.Path.Value!);
            var me = $"http://{context.Request.Host}";
            return context.Request.Path == "/.well-known/openid-configuration"
                ? context.Response.WriteAsync((answers.Discovery
                    ?? """{"issuer":"{me}","jwks_uri":"{me}/keys"}""").Replace("{me}", me, StringComparison.Ordinal))
                : answers.Instead is { } instead ? instead(context) : context.Response.WriteAsync(answers.Keys);
        }));
        var provider = new StubProvider(host, asked, answers);
        provider.Use(signers);
        return provider;
    }

    /// <summary>Publishes these keys, and no others.</summary>
    internal void Use(params Signer[] signers) =>
        answers.Keys = $$"""{"keys":[{{string.Join(',', signers.Select(signer => signer.Jwk))}}]}""";

    /// <summary>Publishes what is said here.</summary>
    internal void Publish(string keys) => answers.Keys = keys;

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private sealed class Answers
    {
        internal volatile string Keys = "";
        internal volatile string? Discovery;
        internal volatile RequestDelegate? Instead;
    }
}
