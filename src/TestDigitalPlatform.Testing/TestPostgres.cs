using System.Collections.Concurrent;
using TestDigitalPlatform.Postgres;

namespace TestDigitalPlatform.Testing;

/// <summary>
/// The PostgreSQL server that all tests of a process share; each test has a database of its own in it.
/// </summary>
/// <remarks>Started at the first use, and gone with the process.</remarks>
public static class TestPostgres
{
    private static readonly Lazy<Task<EmbeddedPostgres>> Server = new(Start);
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new(StringComparer.Ordinal);

    /// <summary>Signs in as the superuser.</summary>
    public static async Task<string> AdminConnectionString() => (await Server.Value).AdminConnectionString;

    /// <summary>Makes a database for one test by copying a template, in some tens of milliseconds.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="prepare">Fills the template, the first time that this service is asked for in this process.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TestDatabase> CreateDatabase(
        string service, Func<ServiceDatabaseConnections, Task> prepare, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prepare);
        var admin = await AdminConnectionString();
        var template =
            await Templates.GetOrAdd(service, s => new Lazy<Task<string>>(() => MakeTemplate(admin, s, prepare))).Value;
        var name = $"{service}_{Guid.NewGuid():N}";
        await ServiceDatabase.CreateFromTemplate(admin, template, name, cancellationToken);
        var connections = await ServiceDatabase.Provision(admin, service, cancellationToken, name);
        return new TestDatabase(admin, name, connections);
    }

    private static async Task<string> MakeTemplate(
        string admin, string service, Func<ServiceDatabaseConnections, Task> prepare)
    {
        var template = $"template_{service}";
        await prepare(await ServiceDatabase.Provision(admin, service, CancellationToken.None, template));
        return template;
    }

    private static async Task<EmbeddedPostgres> Start()
    {
        var server = await EmbeddedPostgres.StartThrowaway();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Stop().GetAwaiter().GetResult();
        return server;
    }
}
