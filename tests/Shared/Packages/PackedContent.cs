using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Tests.Shared.Packages;

/// <summary>What goes into some packages.</summary>
/// <param name="Projects">Their projects, relative to the solution.</param>
/// <param name="Sources">The folders and files that they are made of.</param>
internal sealed partial record PackedContent(IReadOnlyList<string> Projects, IReadOnlyList<string> Sources)
{
    /// <summary>All that is shipped, with the server programs of this machine only.</summary>
    internal static PackedContent Everything { get; } = new(
        [.. Shipped().Where(project => !ServerProgramsName().IsMatch(project)
            || project.EndsWith(OwnServerPrograms, StringComparison.Ordinal))],
        ["src", "templates", "docs", "Directory.Build.props", "Directory.Packages.props"]);

    /// <summary>The server programs of all other machines, which are large and change seldom.</summary>
    internal static PackedContent ForeignServerPrograms { get; } = Of(
        [.. Shipped().Where(project => ServerProgramsName().IsMatch(project)
            && !project.EndsWith(OwnServerPrograms, StringComparison.Ordinal))]);

    private static string OwnServerPrograms
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
            return $".Postgres.{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}.csproj";
        }
    }

    /// <summary>The same as long as neither the sources nor what was built of them changed.</summary>
    internal string Hash(string configuration)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files().Concat(Assemblies(configuration)).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(Repository.Root, file) + "\n"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        // The letter keeps it from being a number, which a version would not allow to begin with a zero.
        return "h" + Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static PackedContent Of(IReadOnlyList<string> serverPrograms) => new(
        serverPrograms,
        [.. serverPrograms.Select(project => Path.GetDirectoryName(project)!), Path.Combine("src", "Postgres.Binaries"), "Directory.Build.props"]);

    // Those of the solution: a template's own projects are no part of it.
    private static IEnumerable<string> Shipped() => ProjectLine()
        .Matches(File.ReadAllText(Path.Combine(Repository.Root, "TestDigitalPlatform.slnx")))
        .Select(line => line.Groups["path"].Value.Replace('/', Path.DirectorySeparatorChar))
        .Where(project => project.StartsWith("src" + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private IEnumerable<string> Files() => Sources
        .Select(source => Path.Combine(Repository.Root, source))
        .SelectMany(path =>
            Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            : File.Exists(path) ? [path]
            : Enumerable.Empty<string>());

    // The server programs are not built here, and have none.
    private IEnumerable<string> Assemblies(string configuration) => Projects
        .Where(project => !ServerProgramsName().IsMatch(project))
        .Select(project => Path.Combine(
            Repository.Root, "artifacts", "bin", Path.GetFileNameWithoutExtension(project), configuration))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll"));

    [GeneratedRegex("""<Project Path="(?<path>[^"]*\.csproj)""")]
    private static partial Regex ProjectLine();

    [GeneratedRegex(@"\.Postgres\.[a-z]+-[a-z0-9]+\.csproj$")]
    private static partial Regex ServerProgramsName();
}
