using System.Xml.Linq;

namespace Docs.Tests.Architecture;

/// <summary>A project of <c>src</c>, as its file says it.</summary>
internal sealed class PackageProject(string file)
{
    private const string Prefix = "TestDigitalPlatform.";

    private readonly XElement xml = XDocument.Load(file).Root!;

    internal static IReadOnlyList<PackageProject> All { get; } =
        [.. Repository.Files("src", ".csproj").Select(file => new PackageProject(file))];

    /// <summary>Without what all names begin with.</summary>
    internal string Name { get; } = Short(Path.GetFileNameWithoutExtension(file));

    /// <summary>Projects whose assemblies it is compiled against.</summary>
    internal IEnumerable<string> OfOurs => Items("ProjectReference")
        .Where(reference => !IsForTheBuildOnly(reference))
        .Select(reference => Short(Path.GetFileNameWithoutExtension(Include(reference))));

    /// <summary>Packages and frameworks of others.</summary>
    internal IEnumerable<string> OfOthers => Items("PackageReference").Concat(Items("FrameworkReference"))
        .Select(Include)
        .Select(name => name == "Microsoft.AspNetCore.App" ? "ASP.NET Core" : name);

    /// <summary>Who sees its internals.</summary>
    internal IEnumerable<string> Friends => Items("InternalsVisibleTo").Select(Include);

    private IEnumerable<XElement> Items(string name) => xml.Descendants(name);

    private static bool IsForTheBuildOnly(XElement reference) =>
        reference.Attribute("ReferenceOutputAssembly")?.Value == "false";

    private static string Include(XElement item) => item.Attribute("Include")!.Value.Replace('\\', '/');

    private static string Short(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
}
