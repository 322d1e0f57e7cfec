using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Core.Tests.Chaos;

/// <summary>A PgBouncer in transaction mode in front of the tests' server.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private readonly string folder;
    private readonly int port;
    private readonly Process process;
    private readonly Dictionary<string, string> passwords;

    private PgBouncer(string folder, int port, Process process, Dictionary<string, string> passwords) =>
        (this.folder, this.port, this.process, this.passwords) = (folder, port, process, passwords);

    internal static async Task<PgBouncer> Start()
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin")
            .Any(path => File.Exists(Path.Combine(path, "pgbouncer"))))
            Assert.Skip("PgBouncer is not installed (Debian: apt-get install pgbouncer).");
        var server = new NpgsqlConnectionStringBuilder(await TestPostgres.AdminConnectionString());
        var folder = Directory.CreateTempSubdirectory("tdp-pgbouncer-").FullName;
        var port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder, "pgbouncer.ini"), $"""
            [databases]
            * = host=127.0.0.1 port={server.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {folder}/users.txt
            pool_mode = transaction
            max_client_conn = 500
            default_pool_size = 30
            ignore_startup_parameters = extra_float_digits
            logfile = {folder}/log
            pidfile = {folder}/pid
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "users.txt"), "");
        var program = File.Exists("/usr/sbin/pgbouncer") ? "/usr/sbin/pgbouncer" : "pgbouncer";
        // It refuses to run as root, and gives that up by itself.
        string[] account = Environment.UserName == "root" ? ["-u", "nobody"] : [];
        if (account.Length > 0 && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        var process = Process.Start(new ProcessStartInfo(program, [.. account, "-q", Path.Combine(folder, "pgbouncer.ini")]))!;
        return new PgBouncer(folder, port, process, []);
    }

    /// <summary>The same connection, through the pooler: nothing is prepared, which this version does not carry.</summary>
    internal string Through(string direct)
    {
        var settings = new NpgsqlConnectionStringBuilder(direct);
        if (passwords.TryAdd(settings.Username!, settings.Password!))
        {
            File.WriteAllLines(Path.Combine(folder, "users.txt"), passwords.Select(user => $"\"{user.Key}\" \"{user.Value}\""));
            // It reads the file again.
            using var reload = Process.Start("kill", ["-HUP", $"{process.Id}"]);
            reload.WaitForExit();
        }

        (settings.Host, settings.Port, settings.MaxAutoPrepare) = ("127.0.0.1", port, 0);
        return settings.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
