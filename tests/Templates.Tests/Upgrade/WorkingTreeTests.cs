using TestDigitalPlatform.Tool;
using TestDigitalPlatform.Tool.Upgrade;

namespace Templates.Tests.Upgrade;

/// <summary>What git must be able to take back before an upgrade begins.</summary>
public sealed class WorkingTreeTests : IDisposable
{
    private const string Manifest =
        """{ "version": 1, "tools": { "testdigitalplatform.tool": { "version": "0.1.0", "commands": ["dotnet-tdp"] }, "other": { "version": "1.0.0" } } }""";

    private readonly DirectoryInfo place = Directory.CreateTempSubdirectory("tdp-tree-");

    public void Dispose() => place.Delete(recursive: true);

    // In a repository of its own, and as one service of many in a larger one.
    [Theory]
    [InlineData("", ".config/dotnet-tools.json")]
    [InlineData("services/orders", ".config/dotnet-tools.json")]
    [InlineData("services/orders", "dotnet-tools.json")]
    public async Task May_hold_what_dotnet_tool_update_has_changed(string service, string manifest)
    {
        await Committed(service, manifest);
        Write(service, manifest, Manifest.Replace("0.1.0", "0.2.0", StringComparison.Ordinal).Replace(" ", "\r\n", StringComparison.Ordinal));

        await MustBeCommitted(service);
    }

    [Fact]
    public async Task May_hold_the_tool_that_dotnet_tool_update_has_added()
    {
        const string without = """{ "version": 1, "tools": { } }""";
        const string with = """{ "version": 1, "tools": { "testdigitalplatform.tool": { "version": "0.2.0" } } }""";
        await Committed("", "dotnet-tools.json", without);
        Write("", "dotnet-tools.json", with);

        await MustBeCommitted("");
    }

    [Theory]
    [InlineData("\"1.0.0\"", "\"2.0.0\"")]
    [InlineData("\"other\"", "\"another\"")]
    [InlineData("\"version\": 1,", "\"version\": 1, \"isRoot\": true,")]
    [InlineData("{ \"version\": 1", "not JSON")]
    public async Task May_hold_no_other_change_of_the_manifest(string before, string after)
    {
        await Committed("", ".config/dotnet-tools.json");
        Write("", ".config/dotnet-tools.json", Manifest.Replace(before, after, StringComparison.Ordinal));

        (await Refused("")).ShouldContain(".config/dotnet-tools.json");
    }

    [Fact]
    public async Task May_hold_no_change_beside_the_manifest()
    {
        await Committed("", ".config/dotnet-tools.json");
        Write("", ".config/dotnet-tools.json", Manifest.Replace("0.1.0", "0.2.0", StringComparison.Ordinal));
        Write("", "ours.cs", "// Ours.");

        var why = await Refused("");

        why.ShouldContain("?? ours.cs");
        why.ShouldNotContain("dotnet-tools.json");
    }

    [Fact]
    public async Task May_not_hold_a_manifest_that_git_does_not_have_yet()
    {
        await Committed("", "README.md", "");
        Write("", ".config/dotnet-tools.json", Manifest);

        (await Refused("")).ShouldContain("?? .config/dotnet-tools.json");
    }

    [Fact]
    public async Task Is_refused_when_it_is_in_no_repository()
    {
        Write("", "tdp.json", "{}");

        var why = await Refused("");

        why.ShouldContain("this folder is not in git");
        why.ShouldContain("git init");
        why.ShouldContain("--dirty");
    }

    [Fact]
    public async Task Is_refused_when_the_repository_around_it_ignores_it()
    {
        await Committed("", ".gitignore", "services/\n");
        Write("services/orders", "tdp.json", "{}");

        (await Refused("services/orders")).ShouldContain("git ignores tdp.json");
    }

    private async Task<string> Refused(string service) =>
        (await Should.ThrowAsync<ToolException>(() => MustBeCommitted(service))).Message;

    private Task MustBeCommitted(string service) =>
        new WorkingTree(Path.Combine(place.FullName, service)).MustBeCommitted(TestContext.Current.CancellationToken);

    private async Task Committed(string service, string file, string text = Manifest)
    {
        Write(service, file, text);
        Write(service, "tdp.json", "{}");
        await GitRepository.Commit(place.FullName);
    }

    private void Write(string service, string file, string text)
    {
        var path = Path.Combine(place.FullName, service, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
