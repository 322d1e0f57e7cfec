using System.Diagnostics;
using System.Net;

namespace TestDigitalPlatform.Benchmarks.Template;

/// <summary>A service that is made, tested and started as a newcomer does it, one command after the other.</summary>
/// <param name="machine">Where.</param>
/// <param name="folder">A folder of its own.</param>
/// <param name="isQuick">Whether each command is only to be seen to work: the tests that hold the service to every promise are left
/// out, and it is started once.</param>
internal sealed class NewService(NewMachine machine, string folder, bool isQuick)
{
    private const string Name = "Acme.Orders";

    internal static Task Install(NewMachine machine) =>
        Dotnet(machine, "", "new", "install", $"TestDigitalPlatform.Templates@{machine.Feed.Version}");

    internal async Task<Times> Measure()
    {
        var begin = Stopwatch.GetTimestamp();
        await Dotnet(machine, "", "new", "tdp-service", "-n", Name, "-o", folder);
        await Dotnet(machine, folder, ["test", .. isQuick ? ["--filter-not-class", "*Conformance"] : Array.Empty<string>()]);
        var toGreen = Stopwatch.GetElapsedTime(begin);

        await Dotnet(machine, folder, "tool", "restore");
        var token = (await Dotnet(machine, folder, "tdp", "token", "--role", "customer-user", "--customer", "acme")).Trim();
        if (isQuick)
        {
            var toAnswer = await TimeToAnswer(token);
            return new Times(toGreen, toAnswer, toAnswer);
        }

        // The first start makes the database cluster; it is the second one that developers wait for, day by day.
        await TimeToAnswer(token, "--no-build");
        return new Times(toGreen, await TimeToAnswer(token), await TimeToAnswer(token, "--no-build"));
    }

    private async Task<TimeSpan> TimeToAnswer(string token, params string[] options)
    {
        var begin = Stopwatch.GetTimestamp();
        using var process = Process.Start(machine.StartInfo(
            folder, ["run", "--project", Path.Combine("src", Name), .. options, "--", "--urls=http://127.0.0.1:0"]))!;
        try
        {
            using var client = new HttpClient { BaseAddress = await Address(process) };
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
            using var answer = await client.GetAsync(new Uri("/orders", UriKind.Relative));
            var time = Stopwatch.GetElapsedTime(begin);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
            return time;
        }
        finally
        {
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync();
        }
    }

    private static async Task<Uri> Address(Process service)
    {
        const string Listening = "Now listening on: ";
        _ = service.StandardError.ReadToEndAsync();
        while (await service.StandardOutput.ReadLineAsync() is { } line)
        {
            var at = line.IndexOf(Listening, StringComparison.Ordinal);
            if (at < 0)
                continue;
            // What comes later must be read too, or the service would wait for somebody to do so.
            _ = service.StandardOutput.ReadToEndAsync();
            return new Uri(line[(at + Listening.Length)..]);
        }

        throw new InvalidOperationException("The service ended before it listened.");
    }

    private static async Task<string> Dotnet(NewMachine machine, string folder, params string[] arguments)
    {
        var ended = await machine.Dotnet(folder, arguments);
        ended.ExitCode.ShouldBe(0, $"dotnet {string.Join(' ', arguments)}\n{ended.Output}");
        return ended.Output;
    }
}
