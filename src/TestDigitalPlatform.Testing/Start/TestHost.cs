using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Npgsql;
using TestDigitalPlatform.Hosting.Webhooks;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Postgres;
using TestDigitalPlatform.Testing.Keys;
using TestDigitalPlatform.Testing.Logs;
using TestDigitalPlatform.Testing.Messages;
using TestDigitalPlatform.Testing.Stubs;

namespace TestDigitalPlatform.Testing.Start;

/// <summary>Builds a service as its own Program does, with a test's database, clock and log.</summary>
/// <param name="service">Its name.</param>
/// <param name="create">Builds it from command-line arguments.</param>
internal sealed class TestHost(string service, Func<string[], WebApplication> create)
{
    internal WebApplication Build(
        ServiceDatabaseConnections connections, string[] settings, TestTime time, TestLog log)
    {
        var app = HostHook.Build(create, Arguments(connections, settings), services => Compose(services, settings, time, log));
        return ReferenceEquals(app.Services.GetService<TimeProvider>(), time)
            ? app
            : throw new InvalidOperationException(
                $"The application of '{service}' was not built in {create.Method.Name}: "
                + "build it there, from the arguments.");
    }

    /// <summary>Makes the service's schema in a database, which starting it once does.</summary>
    internal async Task MakeSchema(ServiceDatabaseConnections connections)
    {
        await using var app = Build(connections, [], new TestTime(), new TestLog());
        await app.StartAsync();
        await app.StopAsync();
        await LetTimeRunAhead(connections);
    }

    // A key is forgotten a day after by the server's clock, which a test can't move.
    private static async Task LetTimeRunAhead(ServiceDatabaseConnections connections)
    {
        await using var owner = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connections.Owner) { Pooling = false }.ConnectionString);
        await owner.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            create or replace function tdp.answers_due() returns timestamptz language sql stable
            set search_path = pg_catalog, pg_temp as $$ select timestamptz 'infinity' $$
            """,
            owner);
        await command.ExecuteNonQueryAsync();
    }

    private static void Compose(IServiceCollection services, string[] settings, TestTime time, TestLog log)
    {
        services.AddSingleton<TimeProvider>(time);
        if (!settings.Any(s => s.StartsWith("Platform:Keys:", StringComparison.OrdinalIgnoreCase)))
            services.AddSingleton<IKeyStore, MemoryKeyStore>();
        // What goes to the console of a test run is read by nobody; the log is shown where a test fails.
        foreach (var console in services.Where(s => s.ImplementationType == typeof(ConsoleLoggerProvider)).ToList())
            services.Remove(console);
        services.AddSingleton<ILoggerProvider>(new TestLogProvider(log, time));
        services.AddSingleton(WebhookKey.Read(WebhookKey.Create())!);
        services.AddSingleton<StubbedMessages>();
        if (!services.Any(s => s.ServiceType == typeof(IMessageTransport))
            || services.Any(s => s.ServiceType == typeof(UnconfiguredTransport)))
            services.AddSingleton<IMessageTransport, InMemoryTransport>();
        services.AddSingleton<InMemoryBroker>();
        services.AddSingleton<TestPublisher>();
        services.AddSingleton<IHttpMessageHandlerBuilderFilter, StubFilter>();
    }

    private string[] Arguments(ServiceDatabaseConnections connections, string[] settings) =>
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
