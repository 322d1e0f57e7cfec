using System.Diagnostics;

namespace ReferenceHost.Tests;

/// <summary>Finds the programs that were built with these tests, and starts them.</summary>
internal static class Programs
{
    // artifacts/bin/<project>/<configuration>/
    private static readonly DirectoryInfo Here = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    internal static string Built(string project, string assembly) =>
        Path.Combine(Here.Parent!.Parent!.FullName, project, Here.Name, assembly + ".dll");

    internal static Process Start(string program, IEnumerable<string> arguments, IDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Signs a token as <c>./tdp token</c> does.</summary>
    internal static async Task<string> Token(params string[] arguments)
    {
        using var process = Start(Built("Tdp", "tdp"), ["token", .. arguments]);
        var errors = process.StandardError.ReadToEndAsync();
        var token = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        process.ExitCode.ShouldBe(0, await errors);
        return token.Trim();
    }
}
