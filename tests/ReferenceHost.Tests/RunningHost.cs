using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace ReferenceHost.Tests;

/// <summary>The reference host as a process of its own, on ports that were free.</summary>
internal sealed partial class RunningHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly Dictionary<string, Uri> addresses;
    private readonly List<HttpClient> clients = [];

    private RunningHost(Process process, Dictionary<string, Uri> addresses, string output)
    {
        (this.process, this.addresses) = (process, addresses);
        Output = output;
        FrontPage = addresses["front page"];
    }

    /// <summary>What it said until it was ready.</summary>
    internal string Output { get; }

    internal Uri FrontPage { get; }

    internal int ProcessId => process.Id;

    [GeneratedRegex(@"^  (?<name>[a-z ]+?) +(?<address>http://127\.0\.0\.1:[0-9]+)", RegexOptions.Multiline)]
    private static partial Regex AddressLine();

    internal static async Task<RunningHost> Start(
        DataFolder data, IDictionary<string, string>? environment = null, params string[] arguments)
    {
        var process = Programs.Start(
            Programs.Built("ReferenceHost", "ReferenceHost"),
            ["--data", data.FullName, .. arguments.Contains("--port") ? [] : (string[])["--port", "0"], .. arguments],
            environment);
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Patience);
        var output = "";
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            output += line + "\n";
            if (line.StartsWith("Ctrl-C", StringComparison.Ordinal))
            {
                // What comes later must be read too, or the host would wait for somebody to do so.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                var addresses = AddressLine().Matches(output).ToDictionary(m => m.Groups["name"].Value, m => new Uri(m.Groups["address"].Value));
                return new RunningHost(process, addresses, output);
            }
        }

        await process.WaitForExitAsync(limit.Token);
        throw new InvalidOperationException($"The host ended with {process.ExitCode}:\n{output}{await errors}");
    }

    internal Uri Address(string service) => addresses[service];

    /// <summary>Makes a client of a service that calls with a token of <c>./tdp token</c>.</summary>
    internal async Task<HttpClient> Client(string service, params string[] caller)
    {
        var client = new HttpClient { BaseAddress = Address(service), Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Programs.Token(caller));
        clients.Add(client);
        return client;
    }

    /// <summary>Ends the process as a power cut would.</summary>
    internal async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Ends the process as Ctrl-C does.</summary>
    internal async Task<int> Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
            client.Dispose();
        if (!process.HasExited)
            await Interrupt();
        process.Dispose();
    }
}
