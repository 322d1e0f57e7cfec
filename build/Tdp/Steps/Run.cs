using System.Diagnostics;

namespace Tdp.Steps;

/// <summary>Runs programs: quietly, or with our own input and output.</summary>
internal static class Run
{
    /// <summary>Hands each line to <paramref name="line"/> as it comes, from one thread at a time.</summary>
    public static async Task<int> Lines(
        IReadOnlyList<string> command, string folder, Action<string> line, CancellationToken cancellationToken)
    {
        var start = StartInfo(command, folder);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        // Builds and tests end before the profile that it collects pays for itself, an eighth of their processor time; and
        // before most code that is compiled for the second time does, which waits here until four seconds pass without new
        // code: a sixth of what services take that are started for a test. In hexadecimal, as the runtime reads numbers.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "1000";
        using var process = Start(start);
        process.StandardInput.Close();

        var oneAtATime = new Lock();
        await using var stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        await Task.WhenAll(Read(process.StandardOutput), Read(process.StandardError));
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return process.ExitCode;

        async Task Read(StreamReader reader)
        {
            try
            {
                while (await reader.ReadLineAsync(CancellationToken.None) is { } text)
                {
                    lock (oneAtATime)
                        line(text);
                }
            }
            catch
            {
                // Nobody reads on, and the program would wait for a reader for ever.
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
    }

    /// <summary>With our terminal: what it says is seen, and Ctrl-C reaches it from the terminal itself.</summary>
    public static async Task<int> Attached(
        IReadOnlyList<string> command, string folder, CancellationToken cancellationToken)
    {
        using var process = Start(StartInfo(command, folder));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }

    private static ProcessStartInfo StartInfo(IReadOnlyList<string> command, string folder) =>
        new(command[0], command.Skip(1)) { WorkingDirectory = folder, UseShellExecute = false };

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new StepFailedException($"{start.FileName} could not be started: {missing.Message}");
        }
    }
}
