using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Packages.Tests;

/// <summary>One package, as it is shipped.</summary>
internal sealed class Package : IDisposable
{
    private readonly ZipArchive archive;
    private readonly XElement metadata;

    private Package(string file)
    {
        archive = ZipFile.OpenRead(file);
        metadata = XElement.Parse(
            ReadText(archive.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal))))
            .Elements().Single();
        Id = Value("id")!;
    }

    internal string Id { get; }

    internal IReadOnlyList<string> Files => [.. archive.Entries.Select(entry => entry.FullName)];

    /// <summary>The packages that come with it, with the lowest version that will do.</summary>
    internal IReadOnlyDictionary<string, string> Dependencies => metadata.Descendants()
        .Where(element => element.Name.LocalName == "dependency")
        .ToDictionary(element => element.Attribute("id")!.Value, element => element.Attribute("version")!.Value);

    internal static IReadOnlyList<Package> All(Feed feed) =>
        [.. Directory.EnumerateFiles(feed.Folder, "*.nupkg").Order(StringComparer.Ordinal)
            .Select(file => new Package(file))];

    internal static Package Open(string file) => new(file);

    internal string? Value(string name) =>
        metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

    /// <summary>The names of what its own assemblies in <c>lib</c> call.</summary>
    internal IReadOnlySet<string> CalledAssemblies() => archive.Entries
        .Where(entry => entry.FullName.StartsWith("lib/", StringComparison.Ordinal)
            && entry.FullName.EndsWith(".dll", StringComparison.Ordinal))
        .SelectMany(References)
        .ToHashSet(StringComparer.Ordinal);

    internal string ReadText(string file) => ReadText(archive.GetEntry(file)!);

    public void Dispose() => archive.Dispose();

    private static string[] References(ZipArchiveEntry assembly)
    {
        using var stream = new MemoryStream();
        using (var content = assembly.Open())
            content.CopyTo(stream);
        stream.Position = 0;
        using var file = new PEReader(stream);
        var reader = file.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(
            handle => reader.GetString(reader.GetAssemblyReference(handle).Name))];
    }

    private static string ReadText(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
