using System.Diagnostics;

namespace ReferenceHost.Tests;

/// <summary>What <c>./tdp up</c> becomes, on a machine that has the .NET SDK and neither Node.js nor PostgreSQL.</summary>
public sealed class SdkAloneTests
{
    private static readonly string[] Missing = ["node", "nodejs", "npm", "npx", "postgres", "initdb", "pg_ctl", "psql"];

    [Fact, Trait("Form", "Long")]
    public async Task Starts_without_Node_and_without_the_programs_of_PostgreSQL()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "hides folders of the machine, which takes root");
        using var data = new DataFolder();
        using var programs = new DataFolder();
        Directory.CreateDirectory(programs.FullName);
        foreach (var program in Environment.GetEnvironmentVariable("PATH")!.Split(':').Where(Directory.Exists).SelectMany(Directory.EnumerateFiles))
        {
            var link = Path.Combine(programs.FullName, Path.GetFileName(program));
            if (!Missing.Contains(Path.GetFileName(program)) && !File.Exists(link))
                File.CreateSymbolicLink(link, program);
        }

        // The usual places of PostgreSQL are empty for this process and those that it starts.
        var start = new ProcessStartInfo("unshare",
        [
            "-m", "sh", "-c",
            "if [ -d /usr/lib/postgresql ]; then mount -t tmpfs none /usr/lib/postgresql; fi; exec dotnet \"$@\"", "sh",
            Programs.Built("ReferenceHost", "ReferenceHost"), "--data", data.FullName, "--port", "0",
        ])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = programs.FullName;
        start.Environment["TDP_CACHE"] = Path.Combine(data.FullName, "cache");
        using var host = Process.Start(start)!;
        try
        {
            var output = "";
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
            while (await host.StandardOutput.ReadLineAsync(limit.Token) is { } line && !line.StartsWith("Ctrl-C", StringComparison.Ordinal))
                output += line + "\n";

            output.ShouldContain("Installing PostgreSQL 18 from npm");
            output.ShouldContain("Ready in");
        }
        finally
        {
            if (!host.HasExited)
            {
                using var stop = Process.Start("kill", ["-INT", $"{host.Id}"]);
                await host.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
            }
        }
    }
}
