using System.Diagnostics;
using System.Globalization;
using System.Net;
using TestDigitalPlatform.Benchmarks.Load;
using TestDigitalPlatform.Benchmarks.Setup;
using TestDigitalPlatform.Postgres;

namespace TestDigitalPlatform.Benchmarks.Servers;

/// <summary>A competitor in a process of its own.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process process;

    // What it says later is read too, so that it never waits for us to make room.
    private readonly Task<string> said;

    private Server(ServerKind kind, Process process, IPEndPoint address)
    {
        (Kind, this.process, Address) = (kind, process, address);
        said = process.StandardOutput.ReadToEndAsync();
    }

    public ServerKind Kind { get; }

    public IPEndPoint Address { get; }

    /// <summary>The processor time that it has used so far, in user and kernel mode.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The memory of it that is in use, in bytes.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<Server> Start(
        ServerKind kind, ServiceDatabaseConnections database, ServerSettings settings, CancellationToken cancellationToken)
    {
        var process = Process.Start(StartInfo(kind, database, settings))!;
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(StartTimeout);
            var said = new List<string>();
            while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
            {
                if (line.StartsWith("http://", StringComparison.Ordinal))
                    return new Server(kind, process, new IPEndPoint(IPAddress.Loopback, new Uri(line).Port));
                said.Add(line);
            }

            throw new BenchmarkException($"The server '{kind.Name}' ended before it listened: {string.Join(Environment.NewLine, said)}");
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>How many bytes it has allocated so far.</summary>
    public async Task<long> Allocated(CancellationToken cancellationToken)
    {
        using var connection = await LoadConnection.Open(Address, cancellationToken);
        var answer = connection.Ask(Request.Get("/bench/allocated", token: null));
        return long.Parse(answer.Text, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await said;
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static ProcessStartInfo StartInfo(ServerKind kind, ServiceDatabaseConnections database, ServerSettings settings)
    {
        // All projects' programs are neighbours of ours.
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", kind.Program, "release", kind.Program + ".dll");
        if (!File.Exists(program))
            throw new BenchmarkException($"There is no {Path.GetFullPath(program)}: build in Release.");
        var command = Pinning.Server(["dotnet", program, "--environment=Development", "--urls=http://127.0.0.1:0", .. kind.Arguments]);
        return new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment =
            {
                ["ConnectionStrings__items"] = database.App,
                ["ConnectionStrings__items-owner"] = kind == ServerKind.Platform ? database.Owner : null,
                ["Platform__Tokens__DevelopmentKeyFile"] = settings.KeyFile,
                ["Platform__Docs"] = "false",
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
    }
}
