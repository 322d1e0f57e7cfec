using System.Globalization;
using Npgsql;
using TestDigitalPlatform.Benchmarks.Load;
using TestDigitalPlatform.Benchmarks.Servers;
using TestDigitalPlatform.Postgres;

namespace TestDigitalPlatform.Benchmarks.Setup;

/// <summary>One PostgreSQL, and in it the same rows for each of the competitors.</summary>
internal sealed class Databases : IAsyncDisposable
{
    private const string Service = "items";

    private readonly EmbeddedPostgres postgres;
    private readonly DirectoryInfo folder;
    private readonly Plan plan;
    private readonly Dictionary<string, ServiceDatabaseConnections> copies = new(StringComparer.Ordinal);

    private Databases(EmbeddedPostgres postgres, DirectoryInfo folder, Plan plan, int process)
    {
        (this.postgres, this.folder, this.plan) = (postgres, folder, plan);
        Time = new PostgresTime(process);
    }

    /// <summary>What the server has used of the processors.</summary>
    public PostgresTime Time { get; }

    public Version Version => postgres.Version;

    /// <summary>The connection string for the service, as the platform provisions it.</summary>
    public ServiceDatabaseConnections Platform { get; private set; } = null!;

    /// <summary>The same with many rows, to walk through.</summary>
    public ServiceDatabaseConnections Paged { get; private set; } = null!;

    /// <summary>Starts a durable server in a new folder.</summary>
    public static async Task<Databases> Start(Plan plan, CancellationToken cancellationToken)
    {
        // The server makes it, so that it belongs to the account that the server runs as.
        var folder = new DirectoryInfo(Path.Combine(Path.GetTempPath(), $"tdp-bench-{Guid.NewGuid():N}"));
        var postgres = await EmbeddedPostgres.Start(new EmbeddedPostgresOptions { DataFolder = folder.FullName }, cancellationToken);
        await using var admin = await Open(postgres, "postgres", cancellationToken);
        await using var ask = new NpgsqlCommand("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int", admin);
        var process = (int)(await ask.ExecuteScalarAsync(cancellationToken))!;
        await Pinning.PutAside(process);
        return new Databases(postgres, folder, plan, process);
    }

    /// <summary>Lets the platform make the schema, fills it, and copies it for everybody else.</summary>
    public async Task Fill(ServerSettings settings, CancellationToken cancellationToken)
    {
        Platform = await ServiceDatabase.Provision(postgres.AdminConnectionString, Service, cancellationToken);
        await using (await Server.Start(ServerKind.Platform, Platform, settings, cancellationToken))
        {
            // Its start applies the migrations.
        }

        Paged = await Copy("paged", cancellationToken);
        await Execute(Service, Seed(plan.Rows, plan.Connections), cancellationToken);

        // Now, while nobody is connected: a database that is in use can't be copied.
        foreach (var name in ServerKind.Databases)
            copies[name] = await (name == ServerKind.Isolated.Database ? Copy(name, cancellationToken) : CopyForTwin(name, cancellationToken));
    }

    /// <summary>The database of a competitor.</summary>
    public ServiceDatabaseConnections Of(ServerKind kind) => kind.Database is { } name ? copies[name] : Platform;

    /// <summary>Puts many rows of one customer into the database that is walked through.</summary>
    public Task FillPaged(CancellationToken cancellationToken) =>
        // One page more than is walked, so that the last one measured has a successor like the first.
        Execute("items_paged", Seed(plan.PagedRows + Plan.PageSize, 1), cancellationToken);

    // Without the isolation, which a twin does by hand, and with the right to make tables of its own, which one needs.
    private async Task<ServiceDatabaseConnections> CopyForTwin(string name, CancellationToken cancellationToken)
    {
        var connections = await Copy(name, cancellationToken);
        await Execute($"{Service}_{name}", $"""
            alter table item disable row level security, no force row level security;
            alter table account disable row level security, no force row level security;
            grant create on database {Service}_{name} to {new NpgsqlConnectionStringBuilder(connections.App).Username};
            alter table tdp.audit disable row level security;
            alter table tdp.outbox disable row level security;
            vacuum analyze;
            """, cancellationToken);
        return connections;
    }

    /// <summary>Some ids of a customer's items; the same in every copy.</summary>
    public async Task<IReadOnlyList<Guid>> Ids(int customer, int count, CancellationToken cancellationToken)
    {
        await using var connection = await Open(postgres, Service, cancellationToken);
        await using var command = new NpgsqlCommand("select id from item where customer_id = $1 order by md5(id::text) limit $2", connection)
        {
            Parameters = { new() { Value = Customers.Name(customer) }, new() { Value = count } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<Guid>(count);
        while (await reader.ReadAsync(cancellationToken))
            ids.Add(reader.GetGuid(0));
        return ids;
    }

    public async ValueTask DisposeAsync()
    {
        await postgres.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task<ServiceDatabaseConnections> Copy(string name, CancellationToken cancellationToken)
    {
        await ServiceDatabase.CreateFromTemplate(postgres.AdminConnectionString, Service, $"{Service}_{name}", cancellationToken);
        return await ServiceDatabase.Provision(postgres.AdminConnectionString, Service, cancellationToken, $"{Service}_{name}");
    }

    private async Task Execute(string database, string sql, CancellationToken cancellationToken)
    {
        await using var connection = await Open(postgres, database, cancellationToken);
        foreach (var statement in sql.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
#pragma warning disable CA2100 // Our own text, with numbers in it.
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task<NpgsqlConnection> Open(EmbeddedPostgres postgres, string database, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(postgres.AdminConnectionString) { Database = database, Pooling = false };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    // The same rows at each run; three of four are open.
    private static string Seed(int rows, int customers) => string.Create(CultureInfo.InvariantCulture, $"""
        insert into item (id, customer_id, title, description, status, priority, created_at)
        select md5(n::text)::uuid, 'customer-' || lpad((n % {customers})::text, 2, '0'), 'Item number ' || n,
            repeat('What there is to say about this item. ', 5), case n / {customers} % 4 when 0 then 'closed' else 'open' end,
            (array['low', 'normal', 'high'])[1 + n % 3], timestamptz '2026-01-01' + n * interval '1 second'
        from generate_series(1, {rows}) n;
        insert into account (customer_id, max_open, open_count, version)
        select 'customer-' || lpad(n::text, 2, '0'), 1000000000, 0, 1 from generate_series(0, {customers - 1}) n;
        vacuum analyze
        """);
}
