using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;

namespace Docs.Tests.Diagrams;

/// <summary>Mermaid itself, from npm; installed once for a lock file into the folder of build outputs.</summary>
internal static class Mermaid
{
    private static readonly string Sources = Repository.At("tests", "Docs.Tests", "Diagrams", "node");
    private static readonly string[] Files = ["package.json", "package-lock.json", "parse.js"];
    private static readonly string Npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <returns>For each diagram what is wrong with it; <see langword="null"/> for nothing.</returns>
    internal static async Task<IReadOnlyList<string?>> Parse(
        IEnumerable<string> diagrams, CancellationToken cancellationToken)
    {
        Assert.SkipWhen(
            !SearchPath.Has(Npm) && Environment.GetEnvironmentVariable("CI") is not "true",
            "npm is not on the PATH: install Node.js 20 or later to have the diagrams read.");
        var folder = await Install(cancellationToken);
        var output = await Run("node", folder, JsonSerializer.Serialize(diagrams), cancellationToken, "parse.js");
        return JsonSerializer.Deserialize<string?[]>(output)!;
    }

    private static async Task<string> Install(CancellationToken cancellationToken)
    {
        var content = Files.SelectMany(name => File.ReadAllBytes(Path.Combine(Sources, name))).ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
        var folder = Repository.At("artifacts", "node", $"diagrams-{hash}");
        var done = Path.Combine(folder, ".done");
        if (File.Exists(done))
            return folder;
        Directory.CreateDirectory(folder);
        foreach (var name in Files)
            File.Copy(Path.Combine(Sources, name), Path.Combine(folder, name), overwrite: true);
        await Run(Npm, folder, "", cancellationToken, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        await File.WriteAllTextAsync(done, "", cancellationToken);
        return folder;
    }

    private static async Task<string> Run(
        string program, string folder, string input, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        process.ExitCode.ShouldBe(0, await errors);
        return await output;
    }
}
