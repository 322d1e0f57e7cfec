using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Docs.Tests.Tutorial;

/// <summary>What <c>./tdp up</c> starts, with a folder and ports of its own.</summary>
internal sealed partial class ReferenceHost : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly List<string> output = [];

    private ReferenceHost(Process process) => this.process = process;

    /// <summary>Where it keeps its database and the key that signs tokens.</summary>
    internal string DataFolder { get; private init; } = "";

    internal string Requests => Told(RequestsAddress());

    internal string DatabasePort => Told(PostgresPort());

    internal static async Task<ReferenceHost> Start(CancellationToken cancellationToken)
    {
        // Not made as a temporary folder, which only we could enter: started by root, PostgreSQL runs as somebody else.
        var data = Path.Combine(Path.GetTempPath(), $"tdp-docs-{Guid.NewGuid():N}");
        Directory.CreateDirectory(data);
        string[] arguments = [Built.Program("ReferenceHost", "ReferenceHost"), "--data", data, "--port", "0"];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var host = new ReferenceHost(Process.Start(start)!) { DataFolder = data };
        try
        {
            await host.Ready(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var stop = Process.Start("kill", ["-INT", $"{process.Id}"]);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }

        process.Dispose();
        Directory.Delete(DataFolder, recursive: true);
    }

    private async Task Ready(CancellationToken cancellationToken)
    {
        var ready = new TaskCompletionSource();
        process.OutputDataReceived += (_, line) => Hear(line.Data, ready);
        process.ErrorDataReceived += (_, line) => Hear(line.Data, ready);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var ended = process.WaitForExitAsync(cancellationToken);
        await Task.WhenAny(ready.Task, ended).WaitAsync(StartTimeout, cancellationToken);
        process.HasExited.ShouldBeFalse(string.Join("\n", output));
    }

    private void Hear(string? line, TaskCompletionSource ready)
    {
        if (line is null)
            return;
        lock (output)
            output.Add(line);
        if (line.StartsWith("Ctrl-C", StringComparison.Ordinal))
            ready.TrySetResult();
    }

    private string Told(Regex what)
    {
        lock (output)
            return what.Match(string.Join("\n", output)).Groups["what"].Value;
    }

    [GeneratedRegex("requests +(?<what>http://[0-9.:]+)/docs")]
    private static partial Regex RequestsAddress();

    [GeneratedRegex(@"listens on 127\.0\.0\.1:(?<what>\d+)")]
    private static partial Regex PostgresPort();
}
