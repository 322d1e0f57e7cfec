using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Text.Json.Nodes;

namespace Templates.Tests;

/// <summary>The package of templates, against what it is made of.</summary>
public sealed partial class PackageTests
{
    private static readonly string Sources = Path.Combine(Repository.Root, "templates");

    [Fact]
    public async Task Holds_each_template_as_it_lies_there_stamped_with_the_packages_version()
    {
        var feed = await Packed.Feed();
        using var package = ZipFile.OpenRead(feed.Package("TestDigitalPlatform.Templates"));

        var packed = package.Entries.Where(entry => entry.FullName.StartsWith("content/", StringComparison.Ordinal)).ToDictionary(
            entry => entry.FullName["content/".Length..], Text);

        var sources = Directory.EnumerateDirectories(Sources, "tdp-*")
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .ToDictionary(file => Path.GetRelativePath(Sources, file).Replace('\\', '/'), file => Stamped(file, feed.Version));
        packed.OrderBy(file => file.Key).ShouldBe(sources.OrderBy(file => file.Key));
    }

    // A tag can be moved by whoever owns it, or has stolen it.
    [Fact]
    public void Each_action_of_the_build_server_is_pinned_by_its_commit() =>
        Directory.EnumerateFiles(Path.Combine(Sources, "tdp-service", ".github", "workflows"))
            .SelectMany(File.ReadLines).Select(line => line.Trim(' ', '-'))
            .Where(line => line.StartsWith("uses:", StringComparison.Ordinal)).ToList()
            .ShouldSatisfyAllConditions(
                uses => uses.Count.ShouldBeGreaterThan(1), uses => uses.ShouldAllBe(line => PinnedAction().IsMatch(line)));

    [GeneratedRegex("^uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9.]+$")]
    private static partial Regex PinnedAction();

    [Fact]
    public void What_templates_share_is_the_same_in_each()
    {
        var forms =
            from file in Directory.EnumerateFiles(Sources, "template.json", SearchOption.AllDirectories)
            from form in JsonNode.Parse(File.ReadAllText(file))!["forms"]!.AsObject()
            group form.Value!.ToJsonString() by form.Key;

        forms.Where(form => form.Distinct().Count() > 1).Select(form => form.Key).ShouldBeEmpty();
    }

    // A namespace of a type's name hides the type from the template's code: Acme.Task, Acme.Role.
    [Fact]
    public void Each_type_that_its_code_can_see_is_no_part_of_a_namespace()
    {
        var forms = JsonNode.Parse(File.ReadAllText(Path.Combine(Sources, "tdp-service", ".template.config", "template.json")))!["forms"]!;
        var ours = new Regex(forms["ofOurTypes"]!["pattern"]!.GetValue<string>());

        // The identity provider is a service of its own; the code of another one sees none of its types.
        var types = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "PublicApi.Tests", "Approved"))
            .Where(file => !Path.GetFileName(file).StartsWith("TestDigitalPlatform.Identity.", StringComparison.Ordinal))
            .SelectMany(File.ReadLines)
            .Select(line => TypeName().Match(line).Groups["name"].Value)
            .Where(name => name.Length > 0 && !(name[0] == 'I' && char.IsUpper(name[1])))
            .ToList();

        types.Count.ShouldBeGreaterThan(100);
        types.Where(name => !ours.IsMatch("Acme." + name)).ShouldBeEmpty();
    }

    [Fact]
    public void Other_packages_have_the_version_that_we_use()
    {
        var ours = Versions(File.ReadAllText(Path.Combine(Repository.Root, "Directory.Packages.props")));
        var theirs = Versions(File.ReadAllText(Path.Combine(Sources, "tdp-service", "Directory.Packages.props")))
            .Where(package => !package.Key.StartsWith("TestDigitalPlatform.", StringComparison.Ordinal)).ToList();

        theirs.ShouldNotBeEmpty();
        theirs.ShouldAllBe(package => ours[package.Key] == package.Value);
    }

    private static Dictionary<string, string> Versions(string props) => Version().Matches(props).ToDictionary(
        version => version.Groups["id"].Value, version => version.Groups["version"].Value);

    private static string Stamped(string file, string version)
    {
        var text = File.ReadAllText(file).TrimEnd();
        return Path.GetFileName(file) == "template.json"
            ? text.Replace("\"value\": \"0.0.0-platform\"", $"\"value\": \"{version}\"", StringComparison.Ordinal)
            : text;
    }

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd().TrimEnd();
    }

    [GeneratedRegex(@"^    public ([a-z ]*\b(class|struct|interface|enum)|delegate \S+) (?<name>\w+)")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"PackageVersion Include=""(?<id>[^""]+)"" Version=""(?<version>[^""]+)""")]
    private static partial Regex Version();
}
