using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Client.Tests.Things;

namespace TestDigitalPlatform.Client.Tests;

/// <summary>A client against a service on the network that means ill.</summary>
public sealed class HostileServiceTests
{
    private static readonly ChangeThing AnyCommand = new(default, "acme", "text", null) { Places = [] };

    [Fact]
    public async Task Does_not_unpack_a_bomb()
    {
        await using var service = await Serve(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            var zeros = new byte[1024 * 1024];
            for (var megabytes = 0; megabytes < 256 && !context.RequestAborted.IsCancellationRequested; megabytes++)
                await packed.WriteAsync(zeros, context.RequestAborted);
        });
        using var host = Host(service, "secret-token", unpacks: true);

        var failed = await Should.ThrowAsync<ServiceFailedException>(Send(host));

        failed.Message.ShouldContain("1048576");
    }

    [Fact]
    public async Task Tells_what_cannot_be_unpacked_as_no_answer()
    {
        await using var service = await Serve(context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.WriteAsync("this was never packed");
        });
        using var host = Host(service, "secret-token", unpacks: true);

        await Should.ThrowAsync<ServiceFailedException>(Send(host));
    }

    [Fact]
    public async Task Takes_its_token_nowhere_else()
    {
        var elsewhere = 0;
        await using var thief = await Serve(context =>
        {
            elsewhere++;
            return context.Response.WriteAsync("{}");
        });
        await using var service = await Serve(context =>
        {
            context.Response.Redirect(thief.Urls.First() + "/things", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        using var host = Host(service, "secret-token");

        var failed = await Should.ThrowAsync<ServiceFailedException>(Send(host));

        failed.Status.ShouldBe(307);
        failed.ToString().ShouldNotContain("secret-token");
        elsewhere.ShouldBe(0);
    }

    [Theory]
    [InlineData("secret-token\r\nX-Admin: true")]
    [InlineData("secret-tökén")]
    public async Task Shows_no_token_that_it_cannot_send(string token)
    {
        var calls = 0;
        await using var service = await Serve(_ =>
        {
            calls++;
            return Task.CompletedTask;
        });
        using var host = Host(service, token);

        var error = await Should.ThrowAsync<Exception>(Send(host));

        error.ToString().ShouldNotContain("secret");
        calls.ShouldBe(0);
    }

    private static Task<Seen> Send(IHost host) => host.Services.GetRequiredService<ThingsClient>()
        .Send(AnyCommand, cancellationToken: TestContext.Current.CancellationToken);

    private static IHost Host(WebApplication service, string token, bool unpacks = false)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var client = builder.AddServiceClient<ThingsClient>(
            "things", new Uri(service.Urls.First()), options =>
                (options.RetryDelay, options.MaxResponseBytes) = (TimeSpan.FromMilliseconds(1), 1024 * 1024));
        client.WithAccessToken((_, _) => ValueTask.FromResult(token));
        if (unpacks)
            client.UseSocketsHttpHandler((handler, _) => handler.AutomaticDecompression = DecompressionMethods.All);
        return builder.Build();
    }

    private static async Task<WebApplication> Serve(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private sealed class ThingsClient(HttpClient http) : ServiceClient(http);
}
