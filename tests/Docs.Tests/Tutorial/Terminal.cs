using System.Diagnostics;
using System.Globalization;

namespace Docs.Tests.Tutorial;

/// <summary>What a block wrote, to the screen, and how its last failing command ended.</summary>
internal sealed record Written(int ExitCode, string Output);

/// <summary>A reader's terminal: what one block sets, the next one has.</summary>
internal sealed class Terminal : IAsyncDisposable
{
    private const string Mark = "---- block ended with ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process process;

    /// <param name="surroundings">Says where it opens, and with which environment.</param>
    internal Terminal(ProcessStartInfo? surroundings = null)
    {
        var start = surroundings ?? new ProcessStartInfo();
        start.FileName = "bash";
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        start.RedirectStandardError = false;
        process = Process.Start(start)!;
        process.StandardInput.WriteLine("exec 2>&1; set -uo pipefail; trap 'failed=$?' ERR");
    }

    /// <summary>Types a block, and waits until all of it has run.</summary>
    internal async Task<Written> Type(string block)
    {
        // A program that reads what is typed would take the next block for its own.
        await process.StandardInput.WriteAsync(
            $"failed=0; eval \"$(cat <<'BLOCK'\n{block}\nBLOCK\n)\" </dev/null\necho; echo \"{Mark}$failed\"\n");
        await process.StandardInput.FlushAsync();

        var lines = new List<string>();
        while (await NextLine() is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
                return new Written(int.Parse(line[Mark.Length..], CultureInfo.InvariantCulture), string.Join('\n', lines).Trim());
            lines.Add(line);
        }

        throw new InvalidOperationException($"The terminal was closed by:\n{block}\n{string.Join('\n', lines)}");

        async Task<string?> NextLine()
        {
            try
            {
                return await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"Nothing came for {Patience} from:\n{block}\n{string.Join('\n', lines)}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(60)));
        // It is still at work after a block that took too long.
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
