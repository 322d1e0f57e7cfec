using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Identity.Revocations;
using TestDigitalPlatform.Testing;
using TestDigitalPlatform.Tests.Shared.Broker;

namespace TestDigitalPlatform.Identity.Tests.Revocations;

/// <summary>A provider at its issuer's address, and a service that trusts it by that address.</summary>
public sealed class LiveProvider : IAsyncLifetime
{
    private readonly People people = new();
    private string issuer = "";

    internal TestService Provider { get; private set; } = null!;

    internal TestService Service { get; private set; } = null!;

    internal Revoke Revoke => Provider.Services.GetRequiredService<Revoke>();

    public async ValueTask InitializeAsync()
    {
        issuer = $"http://localhost:{FreePorts.Take(1)[0]}/";
        Provider = await ProviderService.Start(people, issuer, $"urls={issuer}");
        Service = await StartService();
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Provider.DisposeAsync();
    }

    internal Task StopProvider() => Provider.DisposeAsync().AsTask();

    internal Task<TestService> StartService(params string[] settings) =>
        TestService.Start("shop", CreateShop, [$"Platform:Tokens:Authority={issuer}", .. settings]);

    internal string Issuer => issuer;

    /// <summary>An application, and a person who may sign in to it.</summary>
    internal async Task<(AuthorizationRequest Request, string User)> ClientAndUser(string user, ClientKind kind)
    {
        people.Add(user, Role.CustomerUser, "acme");
        return (new AuthorizationRequest(await Provider.Register($"{user}-app", kind, AuthorizationRequest.Redirect)), user);
    }

    internal async Task<string> TokenOf(string user) => (await Granted(user)).Tokens.Text("access_token");

    internal async Task<(AuthorizationRequest Request, JsonElement Tokens)> Granted(string user)
    {
        people.Add(user, Role.CustomerUser, "acme");
        var client = await Provider.Register($"{user}-{Guid.NewGuid():N}", ClientKind.Web, AuthorizationRequest.Redirect);
        var request = new AuthorizationRequest(client);
        return (request, await Provider.TokensOf(request, user));
    }

    internal Task<ProviderAnswer> Post(string path, Dictionary<string, string> form) => Provider.Post(path, form);

    internal Task<HttpStatusCode> Call(string token) => Call(Service, token);

    internal static async Task<HttpStatusCode> Call(TestService service, string token)
    {
        using var http = service.Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync(new Uri("/who", UriKind.Relative));
        return answer.StatusCode;
    }

    private static WebApplication CreateShop(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        PlatformBuilderExtensions.AddPlatform(builder, "shop", new(typeof(LiveProvider).Assembly, []));
        var app = builder.Build();
        app.MapPlatform();
        app.MapGet("/who", (Caller caller) => Results.Text(caller.User.Value)).Allow();
        return app;
    }
}
