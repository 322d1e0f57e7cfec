using System.Diagnostics;
using System.Security.Cryptography;

namespace TestDigitalPlatform.Tests.Shared;

/// <summary>The tools of <c>tests/node</c>, installed once for a lock file into the folder of build outputs.</summary>
internal static class NodeTools
{
    private static readonly string Sources = Path.Combine(Repository.Root, "tests", "node");
    private static readonly Lazy<string> Installed = new(Install);

    /// <summary>Runs a tool and gives back what it wrote and how it ended.</summary>
    internal static (int ExitCode, string Output) Run(string tool, params string[] arguments)
    {
        var program = Path.Combine(
            Installed.Value, "node_modules", ".bin", tool + (OperatingSystem.IsWindows() ? ".cmd" : ""));
        return Start(program, Installed.Value, [], arguments);
    }

    /// <summary>Runs a program of ours with the packages at hand.</summary>
    /// <param name="file">The program, in a folder made by <see cref="NewFolder"/>.</param>
    /// <param name="environment">What it is told.</param>
    internal static (int ExitCode, string Output) RunProgram(
        string file, params (string Name, string Value)[] environment) =>
        Start("node", Path.GetDirectoryName(file)!, environment, file);

    /// <summary>Makes a folder whose programs find the packages. The caller deletes it.</summary>
    internal static string NewFolder() =>
        Directory.CreateDirectory(Path.Combine(Installed.Value, $"program-{Guid.NewGuid():N}")).FullName;

    internal static string Config(string name) => Path.Combine(Sources, name);

    private static string Install()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Config("package-lock.json"))))[..12];
        var folder = Path.Combine(Repository.Root, "artifacts", "node", $"tests-{hash}");
        Directory.CreateDirectory(folder);
        // Two test programs may start at once: the second waits here, and finds the work done.
        using var gate = Wait(Path.Combine(folder, ".lock"));
        if (File.Exists(Path.Combine(folder, ".done")))
            return folder;
        File.Copy(Config("package.json"), Path.Combine(folder, "package.json"), overwrite: true);
        File.Copy(Config("package-lock.json"), Path.Combine(folder, "package-lock.json"), overwrite: true);
        var (exitCode, output) = Start(Npm(), folder, [], "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        exitCode.ShouldBe(0, output);
        File.WriteAllText(Path.Combine(folder, ".done"), "");
        return folder;
    }

    private static string Npm()
    {
        var names = OperatingSystem.IsWindows() ? new[] { "npm.cmd" } : ["npm"];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = folders.SelectMany(f => names.Select(n => Path.Combine(f, n))).FirstOrDefault(File.Exists);
        if (found is null && Environment.GetEnvironmentVariable("CI") is not "true")
            Assert.Skip("npm is not on the PATH: install Node.js 20 or later to run the tools of tests/node.");
        return found ?? throw new InvalidOperationException("npm is not on the PATH.");
    }

    private static FileStream Wait(string file)
    {
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (deadline.Elapsed < TimeSpan.FromMinutes(3))
            {
                Thread.Sleep(100); // The system tells nobody when a file is let go.
            }
        }
    }

    private static (int ExitCode, string Output) Start(
        string program, string folder, (string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["REDOCLY_TELEMETRY"] = "off";
        start.Environment["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
