using System.Diagnostics;
using TestDigitalPlatform.Postgres.Binaries;

namespace TestDigitalPlatform.Postgres.Server;

/// <summary>
/// The running server. It does not outlive us: a small shell beside it ends it when our end of a pipe closes.
/// </summary>
/// <remarks>
/// The kernel's parent-death signal would not do: it is tied to the thread that forked, and .NET forks from the
/// threads of its pool.
/// </remarks>
internal sealed class ServerProcess
{
    // Reads signal names until the pipe closes, which also happens when the host is killed; then asks for a fast
    // shutdown and, after a minute, for an immediate one. In its own session, or at least process group, Ctrl-C at a
    // terminal does not reach the server: the host drains first.
    private const string Wrapper =
        """
        exec 3<&0 </dev/null >>"$1" 2>&1
        [ "$2" = session ] || set -m
        shift 2
        "$@" 3<&- &
        server=$!
        (
          while read -r signal; do kill "-$signal" "$server"; done
          kill -INT "$server"
          seconds=0
          while [ "$seconds" -lt 60 ]; do sleep 1; seconds=$((seconds + 1)); done
          kill -QUIT "$server"
        ) <&3 3<&- 2>/dev/null &
        watcher=$!
        exec 3<&-
        trap 'kill -INT "$server"' INT TERM HUP
        while :; do
          wait "$server"
          code=$?
          kill -0 "$server" 2>/dev/null || break
        done
        kill "$watcher" 2>/dev/null
        wait "$watcher" 2>/dev/null
        exit "$code"
        """;

    private readonly Process process;
    private readonly string control;

    private ServerProcess(Process process, string control)
    {
        (this.process, this.control) = (process, control);
        Exited = process.WaitForExitAsync(CancellationToken.None);
    }

    public Task Exited { get; }

    public static ServerProcess Start(
        ServerAccount account, PostgresBinaries binaries, string log, IEnumerable<string> arguments)
    {
        string[] server = [binaries.Server, .. arguments];
        string[] session = Setsid is null ? [] : [Setsid];
        IReadOnlyList<string> command = OperatingSystem.IsWindows()
            ? server
            : [.. session, .. account.Command(
                ["sh", "-c", Wrapper, "tdp-postgres", log, Setsid is null ? "group" : "session", .. server])];

        var process = new Process { StartInfo = Tool.StartInfo(command) };
        process.Start();
        return new ServerProcess(process, binaries.Control);
    }

    /// <summary>
    /// A fast shutdown: connections are cut, what was committed is on disk. Past the time, an immediate one.
    /// </summary>
    public async Task Stop(TimeSpan patience)
    {
        if (!await End("INT", patience) && !await End("QUIT", TimeSpan.FromSeconds(30)))
        {
            process.Kill(entireProcessTree: true);
            await Exited;
        }

        process.Dispose();
    }

    public async Task<bool> HasEnded(TimeSpan within) => await Task.WhenAny(Exited, Task.Delay(within)) == Exited;

    private async Task<bool> End(string signal, TimeSpan within)
    {
        if (!Exited.IsCompleted)
            await Send(signal);

        return await HasEnded(within);
    }

    private async Task Send(string signal)
    {
        // Without the shell of Unix it is the server itself that we started.
        if (OperatingSystem.IsWindows())
            await Tool.Run([control, "kill", signal, $"{process.Id}"], CancellationToken.None);

        try
        {
            await process.StandardInput.WriteLineAsync(signal);
            await process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // The pipe is closed: the server has ended by itself just now.
        }
    }

    private static string? Setsid { get; } =
        ((string[])["/usr/bin/setsid", "/bin/setsid"]).FirstOrDefault(File.Exists);
}
