using System.ComponentModel;
using System.Diagnostics;

namespace TestDigitalPlatform.Postgres;

/// <summary>Runs a program to its end and keeps what it said.</summary>
internal static class Tool
{
    public static async Task<ToolResult> Run(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartInfo(command) };
        process.StartInfo.RedirectStandardOutput = true;
        process.StartInfo.RedirectStandardError = true;
        try
        {
            process.Start();
        }
        catch (Win32Exception missing)
        {
            return new ToolResult(-1, missing.Message);
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return new ToolResult(process.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public static ProcessStartInfo StartInfo(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            // The caller's folder may be closed to the account that the program runs as.
            WorkingDirectory = Path.GetPathRoot(AppContext.BaseDirectory),
        };

        // PGDATA, PGPORT and their like belong to another server.
        string[] foreign = [.. start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal))];
        foreach (var name in foreign)
            start.Environment.Remove(name);
        // What a program says is looked at, so it says it in one language.
        start.Environment["LC_ALL"] = "C";
        return start;
    }
}

internal readonly record struct ToolResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}
