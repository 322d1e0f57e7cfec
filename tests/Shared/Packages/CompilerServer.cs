using System.Diagnostics;
using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Tests.Shared.Packages;

/// <summary>A compiler that stays between the builds of one machine, of its own, and ends with it.</summary>
/// <remarks>A compiler that starts anew compiles itself first, for each project that it is started for.</remarks>
internal sealed partial class CompilerServer : IDisposable
{
    private readonly string id = $"tdp-{Guid.NewGuid():N}"[..20];
    private bool isUsed;

    /// <summary>Lets the builds of a command use it; the first one starts it.</summary>
    internal void Use(ProcessStartInfo start)
    {
        start.Environment["UseSharedCompilation"] = "true";
        start.Environment["SharedCompilationId"] = id;
        isUsed = true;
    }

    /// <summary>Ends it; when none runs, nothing happens.</summary>
    public void Dispose()
    {
        if (!isUsed)
            return;
        using var shown = Process.Start(Dotnet.StartInfo(Path.GetTempPath(), "--info"))!;
        var sdk = Sdk().Match(shown.StandardOutput.ReadToEnd()).Groups["folder"].Value.Trim();
        var server = Path.Combine(sdk, "Roslyn", "bincore", "VBCSCompiler.dll");
        File.Exists(server).ShouldBeTrue($"The SDK has its compiler server at {server}.");
        using var ended = Process.Start(Dotnet.StartInfo(Path.GetTempPath(), "exec", server, "-shutdown", $"-pipename:{id}"))!;
        ended.WaitForExit(TimeSpan.FromSeconds(30)).ShouldBeTrue("The compiler server ends when it is told to.");
    }

    [GeneratedRegex("^ *Base Path: +(?<folder>.+)$", RegexOptions.Multiline)]
    private static partial Regex Sdk();
}
