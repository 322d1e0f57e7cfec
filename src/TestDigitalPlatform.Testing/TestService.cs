using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Caching;
using TestDigitalPlatform.Hosting;
using TestDigitalPlatform.Testing.Events;
using TestDigitalPlatform.Testing.Http;
using TestDigitalPlatform.Testing.Start;
using TestDigitalPlatform.Testing.Stubs;

namespace TestDigitalPlatform.Testing;

/// <summary>A service under test: running in this process, on a loopback port and a database of its own.</summary>
public sealed partial class TestService : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication app;
    private readonly List<HttpClient> clients = [];

    private TestService(WebApplication app, TestDatabase database, TestTime time, TestLog log) =>
        (this.app, Database, Time, Log) = (app, database, time, log);

    /// <summary>The service's own database.</summary>
    public TestDatabase Database { get; }

    /// <summary>The service's clock, which the test can move on.</summary>
    public TestTime Time { get; }

    /// <summary>What the service has logged.</summary>
    public TestLog Log { get; }

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
        var host = new TestHost(service, create);
        var database = await TestPostgres.CreateDatabase(
            service, create.Method, host.MakeSchema, CancellationToken.None);
        WebApplication? app = null;
        try
        {
            var (time, log) = (new TestTime(), new TestLog());
            app = host.Build(database.Connections, settings, time, log);
            await app.StartAsync();
            await app.Services.GetRequiredService<CacheSignals>().Listening.WaitAsync(Patience);
            return new TestService(app, database, time, log);
        }
        catch
        {
            if (app is not null)
                await app.DisposeAsync();
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a client that calls as somebody.</summary>
    /// <param name="role">What the caller is.</param>
    /// <param name="customer">The caller's customer, for the customers' roles.</param>
    /// <param name="user">Who it is; named after the role unless set.</param>
    /// <param name="permissions">What the caller was granted beyond the role; nothing unless set.</param>
    public HttpClient SignIn(
        Role role, string? customer = null, string? user = null, IReadOnlyList<string>? permissions = null) => SignIn(
        new Caller(UserId.Parse(user ?? $"test-{role}"), role, customer is null ? null : CustomerId.Parse(customer))
        {
            Permissions = permissions ?? [],
        });

    /// <summary>Makes a client that calls as somebody.</summary>
    /// <remarks>The caller stays signed in, however far the test moves the service's clock on.</remarks>
    public HttpClient SignIn(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return MakeClient(caller);
    }

    /// <summary>Makes a client that sends the service's messages as somebody.</summary>
    /// <param name="role">What the caller is.</param>
    /// <param name="customer">The caller's customer, for the customers' roles.</param>
    /// <param name="user">Who it is; named after the role unless set.</param>
    /// <param name="permissions">What the caller was granted beyond the role; nothing unless set.</param>
    public ServiceClient Client(
        Role role, string? customer = null, string? user = null, IReadOnlyList<string>? permissions = null) =>
        new(SignIn(role, customer, user, permissions));

    /// <summary>Makes a client that calls as nobody.</summary>
    public HttpClient Anonymous() => MakeClient(null);

    /// <summary>Signs an access token that the service believes for an hour of its clock.</summary>
    public string Token(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return TestTokens.Sign(caller, Time.Now);
    }

    /// <summary>Answers a message in place of the service that it is for, until it is stubbed again.</summary>
    /// <remarks>
    /// <para>The message goes all the way through the service's own client, with its token, its repetitions and its
    /// time limits, and the answer through JSON; only the network is not reached. For clients that
    /// <c>AddServiceClient</c> added.</para>
    /// <para>A function that throws a <see cref="RefusedException"/> refuses the message.</para>
    /// </remarks>
    /// <param name="answer">Makes the answer; may be called by several threads at once, and again for a
    /// repetition.</param>
    /// <typeparam name="TMessage">The query or command.</typeparam>
    /// <typeparam name="TAnswer">What the message says that it is answered with.</typeparam>
    /// <exception cref="ArgumentException">The message is answered with something else.</exception>
    public void Stub<TMessage, TAnswer>(Func<TMessage, TAnswer> answer)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(answer);
        Stubs.Answer(answer);
    }

    /// <summary>Refuses a message in place of the service that it is for, until it is stubbed again.</summary>
    /// <param name="refusal">The "no", as the other service would say it.</param>
    /// <typeparam name="TMessage">The query or command.</typeparam>
    public void StubRefusal<TMessage>(Refusal refusal)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(refusal);
        Stubs.Refuse<TMessage>(refusal);
    }

    /// <summary>Lets the service that a message is for be down (503), until the message is stubbed again.</summary>
    /// <typeparam name="TMessage">The query or command.</typeparam>
    public void StubUnavailable<TMessage>()
        where TMessage : notnull => Stubs.Fail<TMessage>();

    /// <summary>Reads all events that the service has told since its start, in the order they were stored.</summary>
    public Task<IReadOnlyList<IEvent>> Events(CancellationToken cancellationToken = default) =>
        StoredEvents.Read(Database, Services.GetRequiredService<ServiceDefinition>(), cancellationToken);

    /// <summary>Reads the events of one type that the service has told, in the order they were stored.</summary>
    public async Task<IReadOnlyList<TEvent>> Events<TEvent>(CancellationToken cancellationToken = default)
        where TEvent : IEvent => [.. (await Events(cancellationToken)).OfType<TEvent>()];

    /// <summary>
    /// Reads the service's OpenAPI document, with <c>0.0.0</c> for the version, which every build raises.
    /// </summary>
    public async Task<string> OpenApi(CancellationToken cancellationToken = default)
    {
        using var client = new HttpClient { BaseAddress = Address };
        var document = await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), cancellationToken);
        return Version().Replace(document, "\"version\": \"0.0.0\"", 1);
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

    [GeneratedRegex("\"version\": \"[^\"]+\"")]
    private static partial Regex Version();

    private StubbedMessages Stubs => Services.GetRequiredService<StubbedMessages>();

    private HttpClient MakeClient(Caller? caller)
    {
        var client = new HttpClient(new TestCalls(caller, Time, Log)) { BaseAddress = Address, Timeout = Patience };
        lock (clients)
            clients.Add(client);
        return client;
    }
}
