using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using TestDigitalPlatform.Tests.Shared;

namespace ReferenceHost.Tests;

/// <summary>Runs the commands of the guide: only the ports and the folders are the test's own.</summary>
public sealed partial class ReceiveWebhooksTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_signed_webhook_arrives_by_the_commands_of_the_guide()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "The guide's commands are for bash.");
        var (start, receive, submit) = Commands();
        var allowed = Variable().Match(start);
        using var data = new DataFolder();
        await using var host = await RunningHost.Start(
            data, new Dictionary<string, string> { [allowed.Groups["name"].Value] = allowed.Groups["value"].Value });
        var port = FreePort();
        using var receiver = Bash($"{receive} --port {port}", host, port);
        var lines = new List<string>();
        await Read(receiver, lines, "Receiving webhooks at ");

        using var submitting = Bash(submit, host, port);
        await submitting.WaitForExitAsync().WaitAsync(Limit);

        await Read(receiver, lines, "A signed webhook");
        lines.ShouldContain(line => line.Contains("  verified  ", StringComparison.Ordinal));
        lines.ShouldNotContain(line => line.Contains("whsec_", StringComparison.Ordinal));
        receiver.Kill(entireProcessTree: true);
        await receiver.WaitForExitAsync().WaitAsync(Limit);
    }

    [GeneratedRegex(@"^(?<name>Platform__\w+)='(?<value>[^']+)' \./tdp up\s*$")]
    private static partial Regex Variable();

    [GeneratedRegex(@"```bash\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    private static (string Start, string Receive, string Submit) Commands()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "webhooks.md"));
        var section = guide[guide.IndexOf("### See one arrive", StringComparison.Ordinal)..];
        var blocks = Block().Matches(section).Select(match => match.Groups["text"].Value.TrimEnd()).ToArray();
        return (blocks[0], blocks[1], blocks[2]);
    }

    private static Process Bash(string commands, RunningHost host, int port)
    {
        var text = commands
            .Replace("http://127.0.0.1:8082", host.Address("requests").GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
            .Replace("http://127.0.0.1:9090", $"http://127.0.0.1:{port}", StringComparison.Ordinal)
            .Replace("./tdp ", $"dotnet {Programs.Built("Tdp", "tdp")} ", StringComparison.Ordinal);
        var start = new ProcessStartInfo("/bin/bash") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(text);
        return Process.Start(start)!;
    }

    private static async Task Read(Process process, List<string> lines, string until)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            lines.Add(line);
            if (line.Contains(until, StringComparison.Ordinal))
                return;
        }

        throw new InvalidOperationException(
            $"'{until}' was not printed:\n{string.Join('\n', lines)}\n{await process.StandardError.ReadToEndAsync(limit.Token)}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
