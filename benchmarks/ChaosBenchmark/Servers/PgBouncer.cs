using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace TestDigitalPlatform.Benchmarks.Chaos.Servers;

/// <summary>A PgBouncer in transaction mode in front of a server on loopback.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    internal const string HowToInstall = "PgBouncer is not installed (Debian: apt-get install pgbouncer).";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin"];

    private readonly string folder = Directory.CreateTempSubdirectory("tdp-pgbouncer-").FullName;
    private readonly int port = FreePort();
    private readonly Dictionary<string, string> passwords = [];
    private Process process = null!;

    private PgBouncer()
    {
    }

    private static string? Program => Folders.Select(path => Path.Combine(path, "pgbouncer")).FirstOrDefault(File.Exists);

    /// <summary>Whether this machine has one to start.</summary>
    internal static bool IsInstalled => Program is not null;

    internal static async Task<PgBouncer> Start(int server)
    {
        var pooler = new PgBouncer();
        await File.WriteAllTextAsync(Path.Combine(pooler.folder, "pgbouncer.ini"), $"""
            [databases]
            * = host=127.0.0.1 port={server}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {pooler.port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {pooler.folder}/users.txt
            pool_mode = transaction
            max_client_conn = 1000
            default_pool_size = 40
            ignore_startup_parameters = extra_float_digits
            logfile = {pooler.folder}/log
            """);
        await File.WriteAllTextAsync(Path.Combine(pooler.folder, "users.txt"), "");
        // It refuses to run as root, and gives that up by itself.
        if (Environment.UserName == "root" && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(pooler.folder, (UnixFileMode)0b111_111_111);
        await pooler.Run();
        return pooler;
    }

    /// <summary>The same connection, through the pooler: nothing is prepared, which version 1.18 does not carry.</summary>
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

    /// <summary>Ends it as a loss of power would, and starts it again.</summary>
    internal async Task Kill()
    {
        await End();
        await Run();
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Run()
    {
        string[] account = Environment.UserName == "root" ? ["-u", "nobody"] : [];
        process = Process.Start(new ProcessStartInfo(Program!, [.. account, "-q", Path.Combine(folder, "pgbouncer.ini")]))!;
        // A signal that comes before it can take one would end it.
        using var limit = new CancellationTokenSource(Limit);
        while (!await Answers(limit.Token))
            await Task.Delay(Look, limit.Token);
    }

    private async Task<bool> Answers(CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task End()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
