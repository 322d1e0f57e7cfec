using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace TestDigitalPlatform.Tool.Programs;

/// <summary>Runs another program to its end.</summary>
internal static class Run
{
    /// <exception cref="ToolException">There is no such program; the message says what it is needed for.</exception>
    public static async Task<Output> Program(
        string program, IEnumerable<string> arguments, string folder, CancellationToken cancellationToken)
    {
        using var process = Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        });
        process.StandardInput.Close();
        await using var stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var text = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return new Output(process.ExitCode, await text, await errors);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new ToolException(
                $"'{start.FileName}' is required but could not be started: {missing.Message}. Install it, or add it "
                + "to the PATH.");
        }
    }
}
