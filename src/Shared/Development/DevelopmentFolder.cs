namespace TestDigitalPlatform.Development;

/// <summary>
/// The folder <c>.tdp</c>, with what belongs to one developer's machine: private databases.
/// </summary>
/// <remarks>
/// It lies beside the solution, so that its services, its tests and the command line agree on it wherever they are
/// started. Compiled into each package that needs it.
/// </remarks>
internal static class DevelopmentFolder
{
    internal const string Name = ".tdp";

    private static readonly EnumerationOptions Readable = new() { IgnoreInaccessible = true };

    /// <summary>
    /// Beside the nearest solution above <paramref name="path"/>, else beside the project, else in it.
    /// </summary>
    internal static string Of(string path) => Path.Combine(
        SolutionAbove(path) ?? FolderAbove(path, ".csproj") ?? Path.GetFullPath(path), Name);

    /// <summary>The folder of the nearest solution above <paramref name="path"/>.</summary>
    internal static string? SolutionAbove(string path) => FolderAbove(path, ".slnx", ".sln");

    /// <summary>Makes the folder, hidden from git: there are passwords in it.</summary>
    internal static void Make(string folder)
    {
        if (Directory.Exists(folder))
            return;

        Directory.CreateDirectory(folder);
        // A strict umask would hide it from the account that a server of root's runs as.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        HideFromGit(Path.Combine(folder, ".gitignore"));
    }

    private static void HideFromGit(string file)
    {
        try
        {
            using var ignored = new FileStream(file, FileMode.CreateNew);
            ignored.Write("*\n"u8);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another service of the solution, started at the same time, was quicker.
        }
    }

    private static string? FolderAbove(string path, params string[] extensions)
    {
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
        {
            if (folder.Exists && folder.EnumerateFiles("*", Readable).Any(file => extensions.Contains(file.Extension)))
                return folder.FullName;
        }

        return null;
    }
}
