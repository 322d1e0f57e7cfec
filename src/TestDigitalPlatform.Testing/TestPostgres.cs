using System.Collections.Concurrent;
using Npgsql;
using TestDigitalPlatform.Postgres;

namespace TestDigitalPlatform.Testing;

/// <summary>
/// The PostgreSQL server that all tests of a process share; each test has its own database in it.
/// </summary>
/// <remarks>Starts at the first use, and stops with the process.</remarks>
public static class TestPostgres
{
    private static readonly Lazy<Task<EmbeddedPostgres>> Server = new(Start);
    private static readonly ConcurrentDictionary<(string Service, object Kind), Lazy<Task<Template>>> Templates = new();
    private static int templates;

    /// <summary>Returns the superuser's connection string.</summary>
    public static async Task<string> AdminConnectionString() => (await Server.Value).AdminConnectionString;

    /// <summary>Creates a database for one test by copying a template, in tens of milliseconds.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="prepare">Fills the template; called once per service and process.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static Task<TestDatabase> CreateDatabase(
        string service, Func<ServiceDatabaseConnections, Task> prepare, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prepare);
        return CreateDatabase(service, prepare.Method, prepare, cancellationToken);
    }

    /// <param name="service">The service's name.</param>
    /// <param name="kind">Tells apart services of one name with different tables.</param>
    /// <param name="prepare">Fills the template.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    internal static async Task<TestDatabase> CreateDatabase(
        string service,
        object kind,
        Func<ServiceDatabaseConnections, Task> prepare,
        CancellationToken cancellationToken)
    {
        var admin = await AdminConnectionString();
        var template = await Templates.GetOrAdd(
            (service, kind), _ => new Lazy<Task<Template>>(() => MakeTemplate(admin, service, prepare))).Value;
        var name = $"{service}_{Guid.NewGuid():N}";
        await ServiceDatabase.CreateFromTemplate(admin, template.Name, name, cancellationToken);
        // The roles are the template's, so the copy needs no provisioning, which would take longer than copying.
        return new TestDatabase(admin, name, new ServiceDatabaseConnections(
            Into(name, template.Connections.App), Into(name, template.Connections.Owner)));
    }

    private static string Into(string database, string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database }.ConnectionString;

    private static async Task<Template> MakeTemplate(
        string admin, string service, Func<ServiceDatabaseConnections, Task> prepare)
    {
        var name = $"template_{service}_{Interlocked.Increment(ref templates)}";
        var connections = await ServiceDatabase.Provision(admin, service, CancellationToken.None, name);
        await prepare(connections);
        return new Template(name, connections);
    }

    private sealed record Template(string Name, ServiceDatabaseConnections Connections);

    private static async Task<EmbeddedPostgres> Start()
    {
        var server = await EmbeddedPostgres.StartThrowaway();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Stop().GetAwaiter().GetResult();
        return server;
    }
}
