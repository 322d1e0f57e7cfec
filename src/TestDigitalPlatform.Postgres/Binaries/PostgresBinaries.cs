using System.Globalization;
using System.Text.RegularExpressions;
using TestDigitalPlatform.Postgres.Server;

namespace TestDigitalPlatform.Postgres.Binaries;

/// <summary>A folder with server programs that run on this machine under the server's account.</summary>
internal sealed partial record PostgresBinaries(string Folder, Version Version)
{
    public string Server => Program(Folder, "postgres");

    public string InitDb => Program(Folder, "initdb");

    public string Control => Program(Folder, "pg_ctl");

    /// <summary>Null when the folder has no server programs.</summary>
    public static async Task<PostgresBinaries?> At(
        string folder, ServerAccount account, CancellationToken cancellationToken)
    {
        if (!File.Exists(Program(folder, "initdb")) || !File.Exists(Program(folder, "postgres")))
            return null;

        // Debian's wrappers and Homebrew's links: the server finds its own files beside the real program.
        var program = new FileInfo(Program(folder, "postgres"));
        var real = program.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program.FullName;
        var said = await Tool.Run(account.Command(real, "--version"), cancellationToken);
        if (!said.Succeeded || VersionWords().Match(said.Output) is not { Success: true } words)
            throw SetupErrors.Unusable(folder, $"'postgres --version' printed: {said.Output}.");

        var major = int.Parse(words.Groups[1].Value, CultureInfo.InvariantCulture);
        var minor = words.Groups[2].Success ? int.Parse(words.Groups[2].Value, CultureInfo.InvariantCulture) : 0;
        return new PostgresBinaries(Path.GetDirectoryName(real)!, new Version(major, minor));
    }

    private static string Program(string folder, string name) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    [GeneratedRegex(@"PostgreSQL\) (\d+)(?:\.(\d+))?")]
    private static partial Regex VersionWords();
}
