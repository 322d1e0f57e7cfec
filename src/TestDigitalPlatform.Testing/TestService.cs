using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Caching;

namespace TestDigitalPlatform.Testing;

/// <summary>A service under test: running in this process, on a loopback port and a database of its own.</summary>
public sealed class TestService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly List<HttpClient> clients = [];

    private TestService(WebApplication app, TestDatabase database) => (this.app, Database) = (app, database);

    /// <summary>The service's own database.</summary>
    public TestDatabase Database { get; }

    /// <summary>Where the service listens.</summary>
    public Uri Address => new(app.Urls.First());

    /// <summary>The service's dependencies.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Starts a service.</summary>
    /// <param name="service">Its name.</param>
    /// <param name="create">Builds it from command-line arguments, as its own Program does.</param>
    /// <param name="settings">More configuration, such as <c>Platform:MaxBodyBytes=2048</c>.</param>
    public static async Task<TestService> Start(
        string service, Func<string[], WebApplication> create, params string[] settings)
    {
        ArgumentNullException.ThrowIfNull(create);
        var database = await TestPostgres.CreateDatabase(service, async template =>
        {
            // Starting it once makes its schema.
            await using var first = create(Arguments(service, template, []));
            await first.StartAsync();
            await first.StopAsync();
        });
        var app = create(Arguments(service, database.Connections, settings));
        await app.StartAsync();
        await app.Services.GetRequiredService<CacheSignals>().Listening.WaitAsync(TimeSpan.FromSeconds(30));
        return new TestService(app, database);
    }

    /// <summary>Makes a client that calls as somebody.</summary>
    /// <param name="role">What the caller is.</param>
    /// <param name="customer">The caller's customer, for the customers' roles.</param>
    /// <param name="user">Who it is; named after the role unless set.</param>
    public HttpClient SignIn(Role role, string? customer = null, string? user = null) => SignIn(new Caller(
        UserId.Parse(user ?? $"test-{role}"), role, customer is null ? null : CustomerId.Parse(customer)));

    /// <summary>Makes a client that calls as somebody.</summary>
    public HttpClient SignIn(Caller caller)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(caller));
        return client;
    }

    /// <summary>Makes a client that calls as nobody.</summary>
    public HttpClient Anonymous()
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
        clients.Add(client);
        return client;
    }

    /// <summary>Signs an access token that the service believes for an hour.</summary>
    public static string Token(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return TestTokens.Sign(caller, DateTimeOffset.UtcNow);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
            client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static string[] Arguments(
        string service, Postgres.ServiceDatabaseConnections connections, string[] settings) =>
    [
        "--environment=Development",
        "--urls=http://127.0.0.1:0",
        $"--ConnectionStrings:{service}={connections.App}",
        $"--ConnectionStrings:{service}-owner={connections.Owner}",
        $"--Platform:Tokens:DevelopmentKeyFile={TestTokens.KeyFile}",
        "--Logging:LogLevel:Default=Warning",
        .. settings.Select(s => "--" + s),
    ];
}
