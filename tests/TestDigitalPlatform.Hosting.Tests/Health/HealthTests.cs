using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Hosting.Health;
using TestDigitalPlatform.Hosting.Tests.Web;
using TestDigitalPlatform.Postgres;

namespace TestDigitalPlatform.Hosting.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Is_ready_when_the_database_answers_and_not_when_it_is_gone()
    {
        var postgres = await EmbeddedPostgres.StartThrowaway(_ => { }, Cancel);
        await using var service = await Start(postgres.AdminConnectionString);

        var before = await Ask(service, "ready");
        await postgres.DisposeAsync();
        var after = await Ask(service, "ready");

        before.ShouldBe((HttpStatusCode.OK,
            """{"status":"healthy","checks":{"started":"healthy","accepting":"healthy","database":"healthy"}}"""));
        after.ShouldBe((HttpStatusCode.ServiceUnavailable,
            """{"status":"unhealthy","checks":{"started":"healthy","accepting":"healthy","database":"unhealthy"}}"""));
    }

    [Fact]
    public async Task Does_not_wait_for_a_database_that_takes_the_call_and_says_nothing()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        await using var service = await Start($"Host=127.0.0.1;Port={port};Username=x;Password=x;Timeout=120");

        var ready = await Ask(service, "ready").WaitAsync(TimeSpan.FromSeconds(60), Cancel);

        ready.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Takes_one_connection_however_many_ask_at_once()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        await using var database = DatabaseAt($"Host=127.0.0.1;Port={port};Username=x;Password=x");
        var check = new DatabaseCheck(database);

        var asked = Task.WhenAll(Enumerable.Range(0, 30).Select(_ => check.CheckHealthAsync(new HealthCheckContext(), Cancel)));
        using var taken = await silent.AcceptTcpClientAsync(Cancel);

        await Should.ThrowAsync<OperationCanceledException>(asked);
        silent.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task Is_alive_and_started_whatever_the_database_does()
    {
        await using var service = await Start("Host=127.0.0.1;Port=1;Username=x;Password=x");

        (await Ask(service, "live")).ShouldBe((HttpStatusCode.OK, """{"status":"healthy","checks":{}}"""));
        (await Ask(service, "started")).ShouldBe((HttpStatusCode.OK, """{"status":"healthy","checks":{"started":"healthy"}}"""));
    }

    [Fact]
    public async Task Asks_for_no_more_requests_while_it_stops()
    {
        var held = new HeldStop();
        await using var service = await Start("Host=127.0.0.1;Port=1;Username=x;Password=x", held);

        service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication(); // As SIGTERM does.
        var stopping = service.Stop();
        await held.Reached.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        var ready = await Ask(service, "ready");
        held.LetGo.SetResult();
        await stopping;

        ready.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        ready.Body.ShouldContain("\"accepting\":\"unhealthy\"");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<LoopbackHost> Start(string connectionString, params IHostedService[] hosted) => LoopbackHost.Start(
        builder =>
        {
            builder.Services.AddSingleton(_ => DatabaseAt(connectionString));
            foreach (var service in hosted)
                builder.Services.AddSingleton(service);
            builder.AddPlatformHealth();
            builder.AddPlatformHealth();
        },
        app => app.MapPlatformHealth());

    private static Database DatabaseAt(string connectionString) =>
        new(NpgsqlDataSource.Create(connectionString), connectionString, "x");

    private static async Task<(HttpStatusCode Status, string Body)> Ask(LoopbackHost service, string question)
    {
        using var answer = await service.Client.GetAsync(new Uri($"health/{question}", UriKind.Relative), Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    // Keeps the host between being told to stop and stopping.
    private sealed class HeldStop : IHostedLifecycleService
    {
        internal TaskCompletionSource Reached { get; } = new();

        internal TaskCompletionSource LetGo { get; } = new();

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task StoppingAsync(CancellationToken cancellationToken)
        {
            Reached.SetResult();
            await LetGo.Task.WaitAsync(cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
