using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Tests.Shared.Packages;

/// <summary>What goes into the packages.</summary>
internal static partial class PackedContent
{
    private static readonly string[] Folders = ["src", "templates"];
    private static readonly string[] Settings = ["Directory.Build.props", "Directory.Packages.props", "TestDigitalPlatform.sln"];

    /// <summary>The projects of the solution that are shipped, relative to it; a template's own are no part of it.</summary>
    internal static IReadOnlyList<string> Projects { get; } =
        [.. ProjectLine().Matches(File.ReadAllText(Path.Combine(Repository.Root, "TestDigitalPlatform.sln")))
            .Select(line => line.Groups["path"].Value.Replace('\\', Path.DirectorySeparatorChar))
            .Where(project => Folders.Any(folder => project.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)))];

    /// <summary>The same as long as neither the sources nor what was built of them changed.</summary>
    internal static string Hash(string configuration)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Sources().Concat(Assemblies(configuration)).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(Repository.Root, file) + "\n"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        // The letter keeps it from being a number, which a version would not allow to begin with a zero.
        return "h" + Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static IEnumerable<string> Sources() => Folders
        .Select(folder => Path.Combine(Repository.Root, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        .Concat(Settings.Select(file => Path.Combine(Repository.Root, file)));

    private static IEnumerable<string> Assemblies(string configuration) => Projects
        .Select(project => Path.Combine(
            Repository.Root, "artifacts", "bin", Path.GetFileNameWithoutExtension(project), configuration))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll"));

    [GeneratedRegex("""^Project\([^)]*\) = "[^"]*", "(?<path>[^"]*\.csproj)""", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();
}
