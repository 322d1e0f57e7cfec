using Npgsql;
using TestDigitalPlatform.Postgres;

namespace TestDigitalPlatform.Benchmarks.Processes.Service;

/// <summary>A service with one process, on a durable PostgreSQL that also carries its messages.</summary>
internal sealed class TallyService : IAsyncDisposable
{
    private const string Name = "tallies";

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"tdp-bench-{Guid.NewGuid():N}");
    private EmbeddedPostgres postgres = null!;
    private WebApplication app = null!;

    private TallyService()
    {
    }

    internal IServiceProvider Services => app.Services;

    internal Version PostgresVersion => postgres.Version;

    /// <summary>The administrator's connections to the service's database.</summary>
    internal NpgsqlDataSource Database { get; private set; } = null!;

    internal static async Task<TallyService> Start()
    {
        var service = new TallyService();
        try
        {
            await service.StartAll();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        if (Database is not null)
            await Database.DisposeAsync();
        if (postgres is not null)
            await postgres.DisposeAsync();
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private async Task StartAll()
    {
        postgres = await EmbeddedPostgres.Start(new EmbeddedPostgresOptions { DataFolder = folder });
        var own = await ServiceDatabase.Provision(postgres.AdminConnectionString, Name, CancellationToken.None);
        var messages = await ServiceDatabase.ProvisionMessages(postgres.AdminConnectionString, Name, CancellationToken.None);
        var builder = WebApplication.CreateBuilder(
        [
            "--environment=Development", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning",
            $"--ConnectionStrings:{Name}={own.App}", $"--ConnectionStrings:{Name}-owner={own.Owner}",
            $"--ConnectionStrings:messages={messages.App}", $"--ConnectionStrings:messages-owner={messages.Owner}",
        ]);
        builder.AddPlatform(Name);
        app = builder.Build();
        app.MapPlatform();
        await app.StartAsync();
        Database = NpgsqlDataSource.Create(
            $"{new NpgsqlConnectionStringBuilder(postgres.AdminConnectionString) { Database = Name }};Max Auto Prepare=50;Auto Prepare Min Usages=2");
    }
}
