using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Tdp.Packing;

/// <summary>
/// The packages that the next ones are held against: the newest that was packed of each id, unless the version says
/// that
/// more may break.
/// </summary>
internal sealed class Baselines(Repository repository)
{
    private static readonly Regex Version = new(@"^(?<major>\d+)\.(?<minor>\d+)\.\d+");

    /// <summary>The folder with one package of each id, named after it alone.</summary>
    public string Folder => repository.At("artifacts", "package-baselines");

    /// <summary>Copies them, and leaves none of an earlier time.</summary>
    public void Collect(bool none = false)
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);

        Directory.CreateDirectory(Folder);
        if (none)
            return;

        var next = NextVersion();
        foreach (var id in repository.Projects("src").Select(Path.GetFileNameWithoutExtension))
        {
            if (Newest(id!) is { } package && !MayBreak(VersionOf(package, id!), next))
                package.CopyTo(Path.Combine(Folder, $"{id}.nupkg"));
        }
    }

    /// <summary>Semantic Versioning: a major version may break, and before 1.0 a minor one.</summary>
    internal static bool MayBreak(string last, string next)
    {
        var (from, to) = (Version.Match(last), Version.Match(next));
        return from.Groups["major"].Value != to.Groups["major"].Value
            || (to.Groups["major"].Value == "0" && from.Groups["minor"].Value != to.Groups["minor"].Value);
    }

    private string NextVersion() =>
        XDocument.Load(repository.At("Directory.Build.props")).Descendants("VersionPrefix").Single().Value;

    private FileInfo? Newest(string id) =>
        new DirectoryInfo(repository.At("artifacts", "packages")).EnumerateFiles($"{id}.*.nupkg")
            // A longer id may begin with this one.
            .Where(package => char.IsAsciiDigit(VersionOf(package, id)[0]))
            .MaxBy(package => package.LastWriteTimeUtc);

    private static string VersionOf(FileInfo package, string id) =>
        package.Name[(id.Length + 1)..^".nupkg".Length];
}
