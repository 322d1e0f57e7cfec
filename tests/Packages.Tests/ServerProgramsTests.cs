using System.Xml.Linq;

namespace Packages.Tests;

/// <summary>
/// The packages with PostgreSQL's programs. Only those of Linux on x64 are run here; of the others we look at what is
/// in them.
/// </summary>
public sealed class ServerProgramsTests
{
    private const string Prefix = "TestDigitalPlatform.Postgres.";

    [Theory]
    [InlineData("linux-x64", "", "so")]
    [InlineData("linux-arm64", "", "so")]
    [InlineData("osx-arm64", "", "dylib")]
    [InlineData("win-x64", ".exe", "dll")]
    public async Task Hold_the_server_and_what_it_loads(string platform, string program, string library)
    {
        using var package = await Package(platform);

        foreach (var name in (string[])["postgres", "initdb", "pg_ctl"])
            package.Files.ShouldContain($"native/bin/{name}{program}");
        foreach (var name in (string[])["plpgsql", "dict_snowball", "pg_trgm", "citext"])
            package.Files.ShouldContain(file => file.StartsWith("native/lib/", StringComparison.Ordinal)
                && file.EndsWith($"/{name}.{library}", StringComparison.Ordinal));
        foreach (var name in (string[])["postgres.bki", "plpgsql.control", "UTC"])
            package.Files.ShouldContain(file => file.StartsWith("native/share/", StringComparison.Ordinal)
                && file.EndsWith($"/{name}", StringComparison.Ordinal));
        package.Files.ShouldContain("POSTGRESQL-LICENSE.txt");
        package.ReadText("native/VERSION").Trim().ShouldMatch(@"^18\.\d+\.");
    }

    [Theory]
    [InlineData("linux-x64", 25)]
    [InlineData("linux-arm64", 25)]
    [InlineData("osx-arm64", 58)]
    [InlineData("win-x64", 32)]
    public async Task Hold_nothing_else(string platform, int megabytes)
    {
        using var package = await Package(platform);

        package.Files.Where(file => !file.StartsWith("native/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ShouldBe(
        [
            "POSTGRESQL-LICENSE.txt", "README.md", "THIRD-PARTY-NOTICES.md", $"{package.Id}.nuspec",
            "[Content_Types].xml", "_rels/.rels",
            $"buildTransitive/{package.Id}.props", "icon.png", "package/services/metadata/core-properties/nuget.psmdcp",
        ], ignoreOrder: true);
        package.Files.ShouldNotContain(
            file => file.Contains("/locale/") || file.Contains("plperl") || file.EndsWith(".a"));
        package.Dependencies.ShouldBeEmpty();
        new FileInfo(await Packed.ServerPrograms(package.Id)).Length.ShouldBeLessThan(megabytes * 1_000_000L);
    }

    [Fact]
    public async Task Are_named_to_programs_and_not_to_what_is_published()
    {
        using var package = await Package("linux-x64");

        var group = XElement.Parse(package.ReadText($"buildTransitive/{package.Id}.props")).Elements().Single();

        group.Attribute("Condition")!.Value.ShouldContain("_IsPublishing");
        group.Elements().Single().Name.LocalName.ShouldBe("RuntimeHostConfigurationOption");
    }

    // Links are made when the programs are first used: the list of them has to be there.
    [Theory]
    [InlineData("linux-x64")]
    [InlineData("linux-arm64")]
    [InlineData("osx-arm64")]
    public async Task Say_which_links_to_make(string platform)
    {
        using var package = await Package(platform);

        package.ReadText("native/pg-symlinks.json").ShouldContain("libicuuc");
    }

    private static async Task<Package> Package(string platform) =>
        Packages.Tests.Package.Open(await Packed.ServerPrograms(Prefix + platform));
}
