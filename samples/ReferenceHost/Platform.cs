using System.Diagnostics;
using System.Net.Sockets;
using Customers;
using Microsoft.AspNetCore.Connections;
using Notifications;
using Requests;
using TestDigitalPlatform;
using TestDigitalPlatform.Postgres;

namespace ReferenceHost;

/// <summary>
/// The platform as a whole, from the database to the front page: started in this order, stopped in the other.
/// </summary>
internal sealed class Platform(HostSettings settings, TextWriter output) : IAsyncDisposable
{
    private static readonly HostedService[] Samples =
    [
        new(CustomersService.Name, CustomersService.Create, typeof(CustomersService).Assembly),
        new(RequestsService.Name, RequestsService.Create, typeof(RequestsService).Assembly),
        new(NotificationsService.Name, NotificationsService.Create, typeof(NotificationsService).Assembly),
    ];

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly List<WebApplication> running = [];
    private EmbeddedPostgres? postgres;

    /// <returns>0 after an orderly stop, 1 when it could not start or the database broke off.</returns>
    internal static async Task<int> Run(HostSettings settings, TextWriter output, CancellationToken stop)
    {
        await using var platform = new Platform(settings, output);
        try
        {
            await platform.Start(stop);
            return await platform.WaitForEnd(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (e is NoServiceException or IOException or SocketException || IsToldInWords(e))
        {
            var hint = IsAboutAPort(e) ? " Choose another port with --port; the services use the next ports."
                : e.HelpLink is { Length: > 0 } page ? $" See: {page}" : "";
            await Console.Error.WriteLineAsync($"{e.Message.TrimEnd('.')}.{hint}");
            return 1;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in Enumerable.Reverse(running))
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        if (postgres is not null)
            await postgres.DisposeAsync();
    }

    private async Task Start(CancellationToken stop)
    {
        Directory.CreateDirectory(settings.DataFolder);
        var databases = new Databases(StartPostgres);
        var links = new List<ServiceLink>();
        var services = Services();
        for (var i = 0; i < services.Count; i++)
        {
            var service = services[i];
            var connections = await databases.Of(service.Name, stop);
            var messages = await databases.Messages(service.Name, stop);
            var app = service.Create(service.Arguments(settings, connections, messages, settings.PortOf(i + 1)));
            running.Add(app);
            await app.StartAsync(stop);
            if (settings.WithDemo && connections.Owner.Length > 0
                && await DemoData.Fill(service, connections.Owner, stop))
                Say($"{service.Name}: filled with demo data");
            links.Add(new ServiceLink(service.Name, app.Urls.First(), HasErrorQueue(app)));
        }

        var front = FrontPage.Create(settings.Port, links);
        running.Add(front);
        await front.StartAsync(stop);
        await Announce(front.Urls.First(), links);
    }

    private static bool HasErrorQueue(IEndpointRouteBuilder app) => app.DataSources.SelectMany(source => source.Endpoints)
        .Any(endpoint => (endpoint as RouteEndpoint)?.RoutePattern.RawText == "/platform/failed-messages");

    private List<HostedService> Services()
    {
        List<HostedService> services = [.. Samples, .. settings.Services.Select(ForeignService.Load)];
        return services.CountBy(service => service.Name).FirstOrDefault(same => same.Value > 1) is { Key: { } name }
            ? throw new NoServiceException($"Two services are named '{name}' and would share one database. Rename one.")
            : services;
    }

    // The front page's own, or a service's (TDP0335, TDP0336), whose own advice is for a service that runs alone.
    private static bool IsAboutAPort(Exception exception) => exception is SocketException
        || exception.InnerException is AddressInUseException or SocketException
        || exception.InnerException?.InnerException is AddressInUseException;

    // A foreign service has types of its own, of the same names.
    private static bool IsToldInWords(Exception exception) =>
        exception.GetType().FullName == typeof(PlatformException).FullName
        || exception.GetType().FullName == typeof(PostgresSetupException).FullName;

    private async Task<string> StartPostgres(CancellationToken stop)
    {
        var options =
            new EmbeddedPostgresOptions { DataFolder = Path.Combine(settings.DataFolder, "postgres"), Progress = Say };
        postgres = await EmbeddedPostgres.Start(options, stop);
        Say($"PostgreSQL {postgres.Version} listens on 127.0.0.1:{postgres.Port}");
        return postgres.AdminConnectionString;
    }

    private async Task Announce(string front, List<ServiceLink> links)
    {
        await output.WriteLineAsync($"Ready in {watch.Elapsed.TotalSeconds:0.0} s.");
        await output.WriteLineAsync($"  front page     {front}");
        foreach (var (name, address, _) in links)
            await output.WriteLineAsync($"  {name,-13}  {address}/docs");
        await output.WriteLineAsync("A token to call with:  ./tdp token --role customer-user --customer acme");
        await output.WriteLineAsync("Ctrl-C stops everything.");
    }

    private async Task<int> WaitForEnd(CancellationToken stop)
    {
        var stopped = new TaskCompletionSource();
        await using var registration = stop.Register(stopped.SetResult);
        var broken = postgres?.Exited ?? Task.Delay(Timeout.Infinite, stop);
        if (await Task.WhenAny(stopped.Task, broken) == stopped.Task)
        {
            Say("stopping");
            return 0;
        }

        await Console.Error.WriteLineAsync("PostgreSQL stopped. See its log in the data folder.");
        return 1;
    }

    private void Say(string line) => output.WriteLine($"{watch.Elapsed.TotalSeconds,5:0.0} s  {line}");
}
