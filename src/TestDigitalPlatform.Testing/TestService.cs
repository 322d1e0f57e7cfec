using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Caching;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.ExternalCalls;
using TestDigitalPlatform.Hosting;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Testing.Events;
using TestDigitalPlatform.Testing.Http;
using TestDigitalPlatform.Testing.Messages;
using TestDigitalPlatform.Testing.Start;
using TestDigitalPlatform.Testing.Stubs;
using TestDigitalPlatform.Webhooks;
using TestDigitalPlatform.Testing.Webhooks;

namespace TestDigitalPlatform.Testing;

/// <summary>A service under test, running in this process with its own loopback port and database.</summary>
public sealed partial class TestService : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly WebApplication app;
    private readonly List<HttpClient> clients = [];
    private readonly ConcurrentDictionary<Type, Func<IAnyExternalCall, object?>> calls = new();

    private TestService(WebApplication app, TestDatabase database, TestTime time, TestLog log) =>
        (this.app, Database, Time, Log) = (app, database, time, log);

    /// <summary>The service's own database.</summary>
    public TestDatabase Database { get; }

    /// <summary>The service's clock, which the test can advance.</summary>
    public TestTime Time { get; }

    /// <summary>The log of the service.</summary>
    public TestLog Log { get; }

    /// <summary>The address of the service.</summary>
    public Uri Address => new(app.Urls.First());

    /// <summary>The service container.</summary>
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
            await app.Services.GetRequiredService<CacheSignals>().Listening.WaitAsync(Timeout);
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

    /// <summary>Creates a client with a user's access token.</summary>
    /// <param name="role">The user's role.</param>
    /// <param name="customer">The user's customer, for customer roles.</param>
    /// <param name="user">The user's id. Default: derived from the role.</param>
    /// <param name="permissions">The user's permissions. Default: none.</param>
    public HttpClient SignIn(
        Role role, string? customer = null, string? user = null, IReadOnlyList<string>? permissions = null) => SignIn(
        new Caller(UserId.Parse(user ?? $"test-{role}"), role, customer is null ? null : CustomerId.Parse(customer))
        {
            Permissions = permissions ?? [],
        });

    /// <summary>Creates a client with a user's access token.</summary>
    /// <remarks>The client stays signed in when the test advances the service's clock.</remarks>
    public HttpClient SignIn(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return MakeClient(caller);
    }

    /// <summary>Creates a client for the service's messages, with a user's access token.</summary>
    /// <param name="role">The user's role.</param>
    /// <param name="customer">The user's customer, for customer roles.</param>
    /// <param name="user">The user's id. Default: derived from the role.</param>
    /// <param name="permissions">The user's permissions. Default: none.</param>
    public ServiceClient Client(
        Role role, string? customer = null, string? user = null, IReadOnlyList<string>? permissions = null) =>
        new(SignIn(role, customer, user, permissions));

    /// <summary>Creates a client without an access token.</summary>
    public HttpClient Anonymous() => MakeClient(null);

    /// <summary>Signs an access token that the service accepts for an hour of its clock.</summary>
    public string Token(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return TestTokens.Sign(caller, Time.Now);
    }

    /// <summary>Stubs the answer of another service to a message, until it is stubbed again.</summary>
    /// <remarks>
    /// <para>The message goes through the service's client, with its token, its retries and its
    /// timeouts, and the answer through JSON; only the network is not used. For clients of
    /// <c>AddServiceClient</c>.</para>
    /// <para>To refuse the message, throw a <see cref="RefusedException"/>.</para>
    /// </remarks>
    /// <param name="answer">Returns the answer; can be called concurrently, and again for a
    /// retry.</param>
    /// <typeparam name="TMessage">The query or command.</typeparam>
    /// <typeparam name="TAnswer">The message's answer.</typeparam>
    /// <exception cref="ArgumentException">The message has another answer.</exception>
    public void Stub<TMessage, TAnswer>(Func<TMessage, TAnswer> answer)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(answer);
        Stubs.Answer(answer);
    }

    /// <summary>Stubs a refusal of another service to a message, until it is stubbed again.</summary>
    /// <param name="refusal">The refusal of the other service.</param>
    /// <typeparam name="TMessage">The query or command.</typeparam>
    public void StubRefusal<TMessage>(Refusal refusal)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(refusal);
        Stubs.Refuse<TMessage>(refusal);
    }

    /// <summary>Stubs an unavailable service (503) for a message, until it is stubbed again.</summary>
    /// <typeparam name="TMessage">The query or command.</typeparam>
    public void StubUnavailable<TMessage>()
        where TMessage : notnull => Stubs.Fail<TMessage>();

    /// <summary>Stubs what a system outside answers to an external call, until it is stubbed again.</summary>
    /// <remarks>
    /// The call is stored, retried and told of as usual; only its handler does not run. To refuse it, throw a
    /// <see cref="RefusedException"/>; any other exception is a failure that is retried.
    /// </remarks>
    /// <param name="answer">Returns the answer; can be called concurrently, and again for a retry.</param>
    /// <typeparam name="TCall">The call.</typeparam>
    /// <typeparam name="TAnswer">Its answer.</typeparam>
    public void StubCall<TCall, TAnswer>(Func<TCall, TAnswer> answer)
        where TCall : IExternalCall<TAnswer>
    {
        ArgumentNullException.ThrowIfNull(answer);
        calls[typeof(TCall)] = call => ExternalCallDefinition.AnswerOf(answer((TCall)call));
        // Throws within the attempt.
        Services.GetRequiredService<ExternalCallRegistry>().Stub =
            call => calls.TryGetValue(call.GetType(), out var stub) ? Task.Run(() => stub(call)) : null;
    }

    /// <summary>Publishes an event to the service, as the service that tells it would, and waits until it is handled.</summary>
    /// <remarks>
    /// Events of one key are numbered in the order in which they are published. What the handler told is read by
    /// <see cref="Events"/>, the reason of a failure stands in <see cref="Log"/>. Works without a broker, for a service that
    /// is started without the connection string <c>messages</c>.
    /// </remarks>
    /// <param name="event">The event, which the service must handle.</param>
    /// <param name="customer">Whose event it is; the one that the event's member <c>Customer</c> names, unless
    /// set.</param>
    /// <param name="source">The service that tells it.</param>
    /// <exception cref="TestFailedException">It was not handled within 30 seconds.</exception>
    public Task<EventOutcome> Publish(IEvent @event, string? customer = null, string source = "test")
    {
        ArgumentNullException.ThrowIfNull(@event);
        if (IncomingWebhook.DeclaredBy(@event.GetType()) is not null)
            source = Services.GetRequiredService<MessageService>().Name;
        return Deliver(
            @event, Publisher.Message(@event, customer is null ? null : CustomerId.Parse(customer), source, Time.Now));
    }

    /// <summary>Sends an event to the service by its signed webhook, as its sender would, and waits until it is handled.</summary>
    /// <remarks>It is signed with a secret of the test's own, which the service takes beside those that are configured.</remarks>
    /// <param name="event">The event, whose type has <see cref="OnWebhookAttribute"/>.</param>
    /// <param name="customer">The customer in the webhook's path, if there is one.</param>
    /// <param name="id">The message's id, which a sender repeats with each attempt; another one for each call, unless set.</param>
    /// <returns><see cref="EventOutcome.Repeated"/> if the service had stored the message before.</returns>
    /// <exception cref="TestFailedException">The service refused it, or did not handle it within 30 seconds.</exception>
    public Task<EventOutcome> PostWebhook(IEvent @event, string? customer = null, string? id = null)
    {
        ArgumentNullException.ThrowIfNull(@event);
        return Webhooks.Post(@event, customer, id);
    }

    /// <summary>Sends JSON to a signed webhook of the service, as its sender would, and waits until it is handled.</summary>
    /// <param name="path">The path, such as <c>/hooks/billing</c>.</param>
    /// <param name="json">The body.</param>
    /// <param name="id">The message's id; another one for each call, unless set.</param>
    /// <inheritdoc cref="PostWebhook(IEvent, string?, string?)" />
    public Task<EventOutcome> PostWebhook(string path, string json, string? id = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(json);
        return Webhooks.Post(path, json, id);
    }

    /// <summary>Waits until a condition is true, such as that an event was published by a process or after an external call.</summary>
    /// <param name="isSo">Asked again and again.</param>
    /// <exception cref="TestFailedException">The condition was not met within 30 seconds.</exception>
    public async Task Until(Func<Task<bool>> isSo)
    {
        ArgumentNullException.ThrowIfNull(isSo);
        var begun = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Timeout)
                throw new TestFailedException(
                    $"The condition was not met within {Timeout.TotalSeconds} seconds. The last lines of the log:\n{string.Join('\n', Log.Lines.TakeLast(10))}");
            await Task.Delay(5);
        }
    }

    // With its sensitive values encrypted, as the service that tells it would.
    private async Task<EventOutcome> Deliver(IEvent @event, TransportMessage message)
    {
        var body = await Services.GetRequiredService<Vault>().Json(
            @event, message.Customer is { } name ? CustomerId.Parse(name) : null, CancellationToken.None);
        return await Publisher.Deliver(message with { Body = Encoding.UTF8.GetBytes(body) }, Timeout);
    }

    /// <summary>Returns all events of the service since its start, in the order they were stored.</summary>
    public Task<IReadOnlyList<IEvent>> Events(CancellationToken cancellationToken = default) =>
        StoredEvents.Read(
            Database, Services.GetRequiredService<MessageService>().Name, Services.GetRequiredService<ServiceDefinition>(), Services.GetRequiredService<Vault>(), cancellationToken);

    /// <summary>Returns the events of one type, in the order they were stored.</summary>
    public async Task<IReadOnlyList<TEvent>> Events<TEvent>(CancellationToken cancellationToken = default)
        where TEvent : IEvent => [.. (await Events(cancellationToken)).OfType<TEvent>()];

    /// <summary>
    /// Returns the service's OpenAPI document, with the version replaced by <c>0.0.0</c>.
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

    private WebhookSender Webhooks => new(this, Timeout);

    internal TestPublisher Publisher => Services.GetRequiredService<TestPublisher>();

    private StubbedMessages Stubs => Services.GetRequiredService<StubbedMessages>();

    private HttpClient MakeClient(Caller? caller)
    {
        var client = new HttpClient(new TestCalls(caller, Time, Log)) { BaseAddress = Address, Timeout = Timeout };
        lock (clients)
            clients.Add(client);
        return client;
    }
}
