using System.Diagnostics;
using System.Globalization;
using System.Net;
using Npgsql;
using TestDigitalPlatform.Benchmarks.Setup;
using TestDigitalPlatform.Postgres;

namespace TestDigitalPlatform.Benchmarks.Abuse;

/// <summary>A service with its default limits, in a process of its own with the heap of a small container.</summary>
internal sealed class Target : IAsyncDisposable
{
    private const string Program = "Items.Platform";
    private const int TitleLength = 1_300;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(120);

    private readonly Process process;
    private readonly EmbeddedPostgres postgres;
    private readonly DirectoryInfo folder;
    private readonly Tokens tokens;
    private readonly Task<string> said;

    private Target(Plan plan, Process process, EmbeddedPostgres postgres, DirectoryInfo folder, Tokens tokens, Uri[] addresses)
    {
        (Plan, this.process, this.postgres, this.folder, this.tokens) = (plan, process, postgres, folder, tokens);
        (Http1, Http2) = (addresses[0], addresses[1]);
        said = process.StandardOutput.ReadToEndAsync();
    }

    internal Plan Plan { get; }

    internal Uri Http1 { get; }

    internal Uri Http2 { get; }

    internal IPEndPoint Address => new(IPAddress.Loopback, Http1.Port);

    internal bool IsAlive => !process.HasExited;

    internal string Token(int customer) => tokens.Sign(customer);

    internal static async Task<Target> Start(Plan plan, CancellationToken cancellationToken)
    {
        // The server makes it, so that it belongs to the account that the server runs as.
        var folder = new DirectoryInfo(Path.Combine(Path.GetTempPath(), $"tdp-bench-{Guid.NewGuid():N}"));
        var postgres = await EmbeddedPostgres.Start(
            new EmbeddedPostgresOptions { DataFolder = folder.FullName, Durable = false }, cancellationToken);
        var tokens = new Tokens();
        var database = await ServiceDatabase.Provision(postgres.AdminConnectionString, "items", cancellationToken);
        var process = Process.Start(StartInfo(plan, database, tokens))!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StartTimeout);
        var addresses = new List<Uri>();
        while (addresses.Count < 2 && await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line.StartsWith("http://", StringComparison.Ordinal))
                addresses.Add(new Uri(line));
            else
                Console.WriteLine(line);
        }

        if (addresses.Count < 2)
            throw new InvalidOperationException("The service ended before it listened.");
        await Fill(postgres, cancellationToken);
        return new Target(plan, process, postgres, folder, tokens, [.. addresses]);
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
            process.Kill();
        await said;
        process.Dispose();
        tokens.Dispose();
        await postgres.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>What it said until it ended.</summary>
    internal async Task<string> LastWords() => await said;

    private static ProcessStartInfo StartInfo(Plan plan, ServiceDatabaseConnections database, Tokens tokens)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", Program, "release", Program + ".dll");
        return new ProcessStartInfo("dotnet", [
            program, "--environment=Development",
            // In this order: by name.
            "--Kestrel:Endpoints:A:Url=http://127.0.0.1:0",
            "--Kestrel:Endpoints:B:Url=http://127.0.0.1:0", "--Kestrel:Endpoints:B:Protocols=Http2"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment =
            {
                ["DOTNET_GCHeapHardLimit"] = plan.Heap.ToString("X", CultureInfo.InvariantCulture),
                ["Platform__Connections__Max"] = plan.Connections.ToString(CultureInfo.InvariantCulture),
                ["ConnectionStrings__items"] = database.App,
                ["ConnectionStrings__items-owner"] = database.Owner,
                ["Platform__Tokens__DevelopmentKeyFile"] = tokens.KeyFile,
                ["Platform__Docs"] = "false",
                ["Logging__LogLevel__Default"] = "Error",
            },
        };
    }

    // So long that a page of 500 is 728 KB.
    private static async Task Fill(EmbeddedPostgres postgres, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(postgres.AdminConnectionString)
        {
            Database = "items", Pooling = false,
        };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            insert into item (id, customer_id, title, description, status, priority, created_at)
            select gen_random_uuid(), c, repeat('x', $1), '', 'open', 'normal',
                timestamptz '2026-01-01' + n * interval '1 second'
            from unnest($2) c, generate_series(1, 600) n
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = TitleLength },
                new() { Value = Enumerable.Range(0, 3).Select(Customers.Name).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
