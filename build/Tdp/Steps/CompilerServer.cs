using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Tdp.Steps;

/// <summary>One C# compiler for several projects and builds, whatever the machine's settings are.</summary>
/// <remarks>
/// A compiler that starts for each project spends most of its time on getting warm. This one has a pipe of its own, so
/// it never serves or ends anybody else's build. Tests that build use it too.
/// </remarks>
internal sealed partial class CompilerServer : IDisposable
{
    private const string Inherited = "TDP_COMPILER_SERVER";

    // Becomes the name of a socket, and such names must be short.
    private readonly string id = Environment.GetEnvironmentVariable(Inherited) ?? $"tdp-{Guid.NewGuid():N}"[..20];
    private readonly bool isOwner = Environment.GetEnvironmentVariable(Inherited) is null;
    private readonly Lazy<string?> program = new(Find);

    /// <summary>The properties of MSBuild that let a build use it; the first build starts it.</summary>
    /// <value>None where the SDK keeps the compiler elsewhere: builds do as they always do then.</value>
    public IReadOnlyDictionary<string, string> Properties => program.Value is null
        ? new Dictionary<string, string>()
        : new Dictionary<string, string> { ["UseSharedCompilation"] = "true", ["SharedCompilationId"] = id };

    /// <summary>Lets the programs that this one starts from now on use the same compiler, while this one lasts.</summary>
    public void Share()
    {
        if (program.Value is not null)
            Environment.SetEnvironmentVariable(Inherited, id);
    }

    /// <summary>Ends it, and waits until it has ended; when none runs, or it is somebody else's, nothing happens.</summary>
    public void Dispose()
    {
        if (isOwner && program.IsValueCreated && program.Value is { } server)
            _ = Run("exec", server, "-shutdown", $"-pipename:{id}");
    }

    private static string? Find()
    {
        var server = Path.Combine(
            Sdk().Match(Run("--info")).Groups["folder"].Value.Trim(), "Roslyn", "bincore", "VBCSCompiler.dll");
        return File.Exists(server) ? server : null;
    }

    private static string Run(params string[] arguments)
    {
        // The language is that of the words that are looked for.
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true, Environment = { ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    [GeneratedRegex("^ *Base Path: +(?<folder>.+)$", RegexOptions.Multiline)]
    private static partial Regex Sdk();
}
