using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Templates.Tests.Services;

/// <summary>A service as <c>dotnet run</c> starts it, on a port that was free.</summary>
internal sealed partial class RunningService : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process process;

    private RunningService(Process process, Uri address) => (this.process, Address) = (process, address);

    internal Uri Address { get; }

    internal static async Task<RunningService> Start(BuiltService service)
    {
        var process = Process.Start(service.Templates.Machine.StartInfo(
            BuiltService.Name,
            "run", "--no-build", "--project", Path.Combine("src", BuiltService.Name), "--", "--urls=http://127.0.0.1:0"))!;
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Patience);
        var output = "";
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            output += line + "\n";
            if (Listening().Match(line) is { Success: true } listening)
            {
                // What comes later must be read too, or the service would wait for somebody to do so.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new RunningService(process, new Uri(listening.Groups["address"].Value));
            }
        }

        throw new InvalidOperationException($"The service ended:\n{output}{await errors}");
    }

    internal HttpClient Client(string token)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Tells it to stop, as a terminal that is closed or an orchestrator does.</summary>
    internal async Task<int> Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await Stop();
        process.Dispose();
    }

    [GeneratedRegex("Now listening on: (?<address>http://[0-9.:]+)")]
    private static partial Regex Listening();
}
