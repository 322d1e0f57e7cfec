using System.Diagnostics;

namespace TestDigitalPlatform.Postgres.Tests;

/// <summary>Another process that holds an embedded PostgreSQL.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process process;

    private HostProcess(Process process) => this.process = process;

    public string Answer { get; private init; } = "";

    public string ConnectionString => Answer.StartsWith("ready ", StringComparison.Ordinal)
        ? Answer["ready ".Length..]
        : throw new InvalidOperationException(Answer);

    public int Id => process.Id;

    // From its own folder: these tests run on ASP.NET Core, and beside them lies only what that does not bring.
    public static string Program
    {
        get
        {
            var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
            const string name = "TestDigitalPlatform.Postgres.TestHost";
            return Path.Combine(here.Parent!.Parent!.FullName, name, here.Name, $"{name}.dll");
        }
    }

    public static Task<HostProcess> Start(string dataFolder, params string[] asOther) =>
        Start([.. asOther, "dotnet", Program, dataFolder]);

    private static Task<HostProcess> Start(string[] command) => Start(new ProcessStartInfo(command[0], command[1..]));

    public static async Task<HostProcess> Start(ProcessStartInfo start)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        var process = Process.Start(start)!;
        var answer = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        return new HostProcess(process) { Answer = answer ?? "(it ended without a word)" };
    }

    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task End()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
