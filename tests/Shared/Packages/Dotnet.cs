using System.Diagnostics;

namespace TestDigitalPlatform.Tests.Shared.Packages;

/// <summary>How a program ended, and all that it said.</summary>
internal sealed record Ended(int ExitCode, string Output);

/// <summary>Runs the .NET command line, which leaves no process behind.</summary>
internal static class Dotnet
{
    /// <summary>The setting by which .NET takes a machine to have fewer processors.</summary>
    internal const string Processors = "DOTNET_PROCESSOR_COUNT";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    internal static Task<Ended> Run(string folder, params string[] arguments) =>
        Run(StartInfo(folder, arguments));

    internal static ProcessStartInfo StartInfo(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // MSBuild starts a process for each processor, of which a build of a few projects spends half its time on the start.
        start.Environment[Processors] = "1";
        // What the shell set for this repository's own build is no part of another one's.
        foreach (var name in (string[])["BUILD_NUMBER", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPNETCORE_URLS"])
            start.Environment.Remove(name);
        return start;
    }

    internal static async Task<Ended> Run(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"dotnet {string.Join(' ', start.ArgumentList)} took longer than "
                + $"{Patience}:\n{await output}{await errors}");
        }

        return new Ended(process.ExitCode, await output + await errors);
    }
}
