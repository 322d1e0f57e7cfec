using System.Diagnostics;

namespace Docs.Tests.Tutorial;

/// <summary>A reader's terminal: what one block sets, the next one has.</summary>
internal static class Shell
{
    private const string Mark = "---- block ----";

    /// <returns>What each block wrote.</returns>
    internal static async Task<IReadOnlyList<string>> Run(IEnumerable<string> blocks, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        foreach (var block in blocks)
            await process.StandardInput.WriteAsync($"{block}\necho; echo '{Mark}'\n".AsMemory(), cancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
        process.ExitCode.ShouldBe(0, await output + await errors);
        return (await output).Split(Mark)[..^1];
    }
}
