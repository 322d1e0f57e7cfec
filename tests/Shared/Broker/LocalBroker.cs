using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace TestDigitalPlatform.Tests.Shared.Broker;

/// <summary>A RabbitMQ of its own, on loopback, with its own folder and ports; ended with the process that started it.</summary>
internal sealed class LocalBroker : IAsyncDisposable
{
    internal const string HowToInstall = "RabbitMQ is not installed (Debian: apt-get install rabbitmq-server).";

    private const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    // Whoever starts it holds its input open: when that ends, however it ends, so do the servers.
    private const string Script = """
        epmd -address 127.0.0.1 -port "$ERL_EPMD_PORT" &
        epmd=$!
        server=
        stop() {
          [ -z "$server" ] || { kill "$1" "$server"; wait "$server"; } 2>/dev/null
          server=
        }
        while read -r order; do
          case "$order" in
            start) "$0" >>"$FOLDER/out" 2>&1 </dev/null & server=$! ;;
            kill) stop -KILL; echo ended ;;
            stop) stop -TERM; echo ended ;;
          esac
        done
        stop -KILL
        kill -9 "$epmd" 2>/dev/null
        rm -rf "$FOLDER"
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient management = new();
    private readonly string folder = Directory.CreateTempSubdirectory("tdp-rabbitmq-").FullName;
    private readonly BrokerCertificates certificates;
    private Process? keeper;
    private bool isStarted;
    private string? failure;

    internal LocalBroker()
    {
        certificates = new BrokerCertificates(folder);
        management.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("guest:guest")));
    }

    internal int Port { get; private set; }

    internal int TlsPort { get; private set; }

    /// <summary>The authority that vouches for the broker.</summary>
    internal string CaFile => certificates.CaFile;

    /// <summary>An authority that does not.</summary>
    internal string OtherCaFile => certificates.OtherCaFile;

    /// <summary>Whether this machine has one to start.</summary>
    internal static bool IsInstalled => File.Exists(Server);

    /// <summary>Starts it, unless it runs.</summary>
    /// <exception cref="InvalidOperationException">It is not installed, or does not start.</exception>
    internal async Task Start()
    {
        if (isStarted)
            return;
        if (failure is not null || !IsInstalled)
            throw new InvalidOperationException(failure ?? HowToInstall);
        keeper ??= await Keep();
        await keeper.StandardInput.WriteLineAsync("start");
        await keeper.StandardInput.FlushAsync();
        using var limit = new CancellationTokenSource(Limit);
        while (!await Answers(limit.Token))
        {
            if (limit.IsCancellationRequested)
                throw new InvalidOperationException(
                    failure = $"RabbitMQ did not start: {await File.ReadAllTextAsync(Path.Combine(folder, "out"))}");
            await Task.Delay(Look);
        }

        isStarted = true;
    }

    /// <summary>Ends it as a loss of power would.</summary>
    internal Task Kill() => End("kill");

    /// <summary>Stops it and starts it again, as an update would.</summary>
    internal async Task Restart()
    {
        await End("stop");
        await Start();
    }

    /// <summary>A virtual host that nobody else uses.</summary>
    /// <returns>Its connection string.</returns>
    internal async Task<string> MakeVirtualHost()
    {
        await Start();
        var name = Guid.NewGuid().ToString("N");
        (await management.PutAsJsonAsync($"vhosts/{name}", new { })).EnsureSuccessStatusCode();
        (await management.PutAsJsonAsync(
            $"permissions/{name}/guest", new { configure = ".*", write = ".*", read = ".*" })).EnsureSuccessStatusCode();
        return $"amqp://guest:guest@127.0.0.1:{Port}/{name}";
    }

    /// <summary>A user of a virtual host who may write and configure only what the patterns say.</summary>
    /// <returns>The user's connection string.</returns>
    internal async Task<string> MakeUser(string connectionString, string write, string configure = ".*")
    {
        var (name, address) = (Guid.NewGuid().ToString("N"), new Uri(connectionString));
        (await management.PutAsJsonAsync($"users/{name}", new { password = name, tags = "" })).EnsureSuccessStatusCode();
        (await management.PutAsJsonAsync(
            $"permissions{address.AbsolutePath}/{name}", new { configure, write, read = ".*" })).EnsureSuccessStatusCode();
        return $"amqp://{name}:{name}@127.0.0.1:{Port}{address.AbsolutePath}";
    }

    /// <summary>A queue takes no more than a message.</summary>
    internal async Task LimitQueue(string connectionString, string queue) =>
        (await management.PutAsJsonAsync($"policies{new Uri(connectionString).AbsolutePath}/full", new Dictionary<string, object>
        {
            ["pattern"] = $"^{queue}$",
            ["apply-to"] = "queues",
            ["definition"] = new Dictionary<string, object> { ["max-length"] = 1, ["overflow"] = "reject-publish" },
        })).EnsureSuccessStatusCode();

    /// <summary>Removes it, so that the broker has less to do when it is started again.</summary>
    internal async Task RemoveVirtualHost(string connectionString) =>
        (await management.DeleteAsync($"vhosts/{new Uri(connectionString).AbsolutePath[1..]}")).EnsureSuccessStatusCode();

    /// <summary>What the management plugin says of a virtual host.</summary>
    internal async Task<JsonElement> Ask(string what, string connectionString) =>
        await management.GetFromJsonAsync<JsonElement>($"{what}/{new Uri(connectionString).AbsolutePath[1..]}");

    /// <summary>How many channels are open in a virtual host, as far as the plugin has learned.</summary>
    internal async Task<int> Channels(string connectionString) =>
        (await management.GetFromJsonAsync<JsonElement>($"vhosts{new Uri(connectionString).AbsolutePath}/channels")).GetArrayLength();

    /// <summary>Ends the connections of a virtual host, as a network that breaks would.</summary>
    /// <param name="connectionString">Leads to the virtual host.</param>
    /// <param name="count">How many there are.</param>
    internal async Task EndConnections(string connectionString, int count)
    {
        var virtualHost = new Uri(connectionString).AbsolutePath[1..];
        using var limit = new CancellationTokenSource(Limit);
        // The plugin learns of a connection a moment after it was made.
        while (await Names() is var names && names.Count < count)
            await Task.Delay(Look, limit.Token);
        foreach (var name in await Names())
            (await management.DeleteAsync($"connections/{Uri.EscapeDataString(name)}", limit.Token)).EnsureSuccessStatusCode();

        async Task<List<string>> Names() =>
        [
            .. (await management.GetFromJsonAsync<JsonElement>($"vhosts/{virtualHost}/connections", limit.Token)).EnumerateArray()
                .Select(connection => connection.GetProperty("name").GetString()!),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        management.Dispose();
        if (keeper is null)
        {
            Directory.Delete(folder, recursive: true);
            return;
        }

        keeper.StandardInput.Close();
        await keeper.WaitForExitAsync();
        keeper.Dispose();
    }

    private async Task End(string order)
    {
        if (!isStarted)
            return;
        await keeper!.StandardInput.WriteLineAsync(order);
        await keeper.StandardInput.FlushAsync();
        if (await keeper.StandardOutput.ReadLineAsync() is not "ended")
            throw new InvalidOperationException("RabbitMQ was not ended.");
        isStarted = false;
    }

    private async Task<Process> Keep()
    {
        var ports = FreePorts.Take(5);
        (Port, TlsPort) = (ports[0], ports[1]);
        management.BaseAddress = new Uri($"http://127.0.0.1:{ports[2]}/api/");
        await File.WriteAllTextAsync(Path.Combine(folder, "rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{Port}
            listeners.ssl.1 = 127.0.0.1:{TlsPort}
            ssl_options.cacertfile = {certificates.CaFile}
            ssl_options.certfile = {certificates.ServerFile}
            ssl_options.keyfile = {certificates.ServerKeyFile}
            ssl_options.verify = verify_none
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {ports[2]}
            log.console = false
            collect_statistics_interval = 500
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "plugins"), "[rabbitmq_management].");
        await File.WriteAllTextAsync(Path.Combine(folder, "env"), "");
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, Server])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["FOLDER"] = folder,
            ["HOME"] = folder,
            ["ERL_EPMD_PORT"] = $"{ports[3]}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid"),
            ["RABBITMQ_NODENAME"] = $"tdp{Port}@localhost",
            ["RABBITMQ_DIST_PORT"] = $"{ports[4]}",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 -noinput",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "plugins"),
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "env"),
            // The script becomes the server, so that ending one ends the other.
            ["RUNNING_UNDER_SYSTEMD"] = "true",
        })
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private async Task<bool> Answers(CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            return (await management.GetAsync("overview", cancellationToken)).IsSuccessStatusCode;
        }
        catch (Exception e) when (e is SocketException or HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
