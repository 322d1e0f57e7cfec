using System.Text.Json;

namespace TestDigitalPlatform.Postgres.Binaries;

/// <summary>
/// npm packages hold no links: a list in the package says which to make, normally by its install script.
/// </summary>
internal static class PackageLinks
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void Make(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return;

        foreach (var link in JsonSerializer.Deserialize<Link[]>(File.ReadAllText(list), Json) ?? [])
        {
            var path = Path.Combine(package, link.Target);
            var target = Path.Combine(package, link.Source);
            // Of our own packages some libraries are left out.
            if (!File.Exists(path) && File.Exists(target))
                File.CreateSymbolicLink(path, Path.GetRelativePath(Path.GetDirectoryName(path)!, target));
        }
    }

    private sealed record Link(string Source, string Target);
}
