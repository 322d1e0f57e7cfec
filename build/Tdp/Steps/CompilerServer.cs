namespace Tdp.Steps;

/// <summary>
/// One C# compiler for all projects of a build, whatever the machine's settings are.
/// </summary>
/// <remarks>
/// A compiler of its own for each project spends most of its time on getting warm. This one has a pipe of its own, so
/// that it ends with the build and never serves, or ends, anybody else's build.
/// </remarks>
internal sealed class CompilerServer : IAsyncDisposable
{
    // MSBuild takes properties from the environment.
    private const string Switch = "UseSharedCompilation";
    private const string PipeName = "SharedCompilationId";

    private readonly string? program;
    private readonly string folder;
    private readonly string id = $"tdp-{Guid.NewGuid():N}";
    private readonly (string? Switch, string? PipeName) before;

    private CompilerServer(string? program, string folder)
    {
        (this.program, this.folder) = (program, folder);
        before = (Environment.GetEnvironmentVariable(Switch), Environment.GetEnvironmentVariable(PipeName));
        if (program is not null)
            Set(("true", id));
    }

    /// <summary>
    /// The first build starts it, unless there is one already. Where the SDK keeps it elsewhere, builds do as they
    /// always do.
    /// </summary>
    public static async Task<CompilerServer> Share(Repository repository, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(PipeName) is { Length: > 0 })
            return new CompilerServer(program: null, repository.Root);
        var version = "";
        await Run.Lines(["dotnet", "--version"], repository.Root, line => version = line.Trim(), cancellationToken);
        var program = Path.Combine(
            Path.GetDirectoryName(Environment.ProcessPath) ?? "", "sdk", version, "Roslyn", "bincore", "VBCSCompiler.dll");
        return new CompilerServer(File.Exists(program) ? program : null, repository.Root);
    }

    public async ValueTask DisposeAsync()
    {
        if (program is null)
            return;
        Set(before);
        await Run.Lines(
            ["dotnet", "exec", program, "-shutdown", $"-pipename:{id}"], folder, _ => { }, CancellationToken.None);
    }

    private static void Set((string? Switch, string? PipeName) values)
    {
        Environment.SetEnvironmentVariable(Switch, values.Switch);
        Environment.SetEnvironmentVariable(PipeName, values.PipeName);
    }
}
