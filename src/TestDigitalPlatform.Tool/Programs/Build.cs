namespace TestDigitalPlatform.Tool.Programs;

/// <summary>Builds a project.</summary>
internal static class Build
{
    /// <returns>The path of the built assembly.</returns>
    /// <param name="project">The project's file.</param>
    /// <param name="consequence">What does not happen if it can't be built.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ToolException">It can't be built.</exception>
    public static async Task<string> Of(string project, string consequence, CancellationToken cancellationToken)
    {
        var built = await Run.Program(
            "dotnet",
            ["build", project, "-nologo", "-v", "q", "-clp:NoSummary", "-getProperty:TargetPath", "-t:Restore;Build"],
            Path.GetDirectoryName(project)!,
            cancellationToken);
        return built.ExitCode == 0
            ? built.Text.Trim()
            : throw new ToolException($"{Path.GetFileNameWithoutExtension(project)} does not build, so {consequence}\n{built.All}");
    }
}
