using System.ComponentModel;
using System.Diagnostics;

namespace TestDigitalPlatform.Postgres.Binaries.Npm;

/// <summary>The npm of this machine, where it is installed.</summary>
internal static class NpmProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>The registry that npm itself would use; <see langword="null"/> without npm.</summary>
    internal static string? Registry()
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["config", "get", "registry"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            var said = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Limit))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            return process.ExitCode == 0 ? said.GetAwaiter().GetResult().Trim() : null;
        }
        catch (Win32Exception)
        {
            // There is no such program.
            return null;
        }
    }
}
