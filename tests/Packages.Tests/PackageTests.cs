namespace Packages.Tests;

public sealed class PackageTests(PackedPackages packed) : IClassFixture<PackedPackages>
{
    [Fact]
    public void Each_says_what_it_is_and_under_which_licence()
    {
        foreach (var package in packed.All)
        {
            package.Value("description").ShouldNotBeNullOrWhiteSpace(package.Id);
            package.Value("license").ShouldNotBeNullOrWhiteSpace(package.Id);
            package.Files.ShouldContain(package.Value("icon"), package.Id);
            package.Files.ShouldContain(package.Value("readme"), package.Id);
            package.ReadText("README.md").ShouldContain(package.Id);
        }
    }

    [Fact]
    public void The_contracts_package_has_a_page_for_each_error()
    {
        var contracts = packed.All.Single(package => package.Id == "TestDigitalPlatform.Abstractions");
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "errors"), "TDP*.md").Select(Path.GetFileName).ToList();

        pages.Count.ShouldBeGreaterThan(100);
        pages.Where(page => !contracts.Files.Contains($"docs/errors/{page}")).ShouldBeEmpty();
    }

    [Fact]
    public void All_have_one_version()
    {
        foreach (var package in packed.All)
        {
            package.Value("version").ShouldBe(packed.Feed.Version, package.Id);
            // Internals change without notice, so a package that sees them never meets another version.
            var needed = SeesInternals(package.Id) ? $"[{packed.Feed.Version}]" : packed.Feed.Version;
            foreach (var (id, version) in package.Dependencies)
            {
                if (id.StartsWith("TestDigitalPlatform.", StringComparison.Ordinal))
                    version.ShouldBe(needed, $"{package.Id} needs {id}");
            }
        }

        packed.All.Where(package => SeesInternals(package.Id)).Select(package => package.Id.Split('.')[1])
            .ShouldBe(["Client", "Core", "Dapper", "Hosting", "Identity", "RabbitMq", "Testing"], ignoreOrder: true);
    }

    private static bool SeesInternals(string package) => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .Any(project => File.ReadAllText(project).Contains($"<InternalsVisibleTo Include=\"{package}\"", StringComparison.Ordinal));

    [Fact]
    public void Each_library_has_its_comments_and_its_symbols()
    {
        foreach (var package in packed.All)
        {
            foreach (var library in package.Files.Where(file => file.StartsWith("lib/", StringComparison.Ordinal)
                && file.EndsWith(".dll", StringComparison.Ordinal)
                // Texts in another language are no code.
                && !file.EndsWith(".resources.dll", StringComparison.Ordinal)))
            {
                package.Files.ShouldContain(Path.ChangeExtension(library, ".xml"));
                File.Exists(Path.ChangeExtension(packed.Feed.Package(package.Id), ".snupkg")).ShouldBeTrue(package.Id);
            }
        }
    }

    [Fact]
    public async Task None_depends_on_what_it_does_not_use()
    {
        var kept = await MachineSources.PackagesFolder();

        var unused =
            from package in packed.All
            where package.CalledAssemblies().Count > 0
            from dependency in package.Dependencies
            where !AssembliesOf(dependency.Key, dependency.Value).Any(package.CalledAssemblies().Contains)
            select $"{package.Id} depends on {dependency.Key}, and does not call it";

        unused.ShouldBeEmpty();

        IEnumerable<string> AssembliesOf(string id, string version) =>
            packed.All.Any(package => package.Id == id)
                ? [id]
                : Directory.EnumerateFiles(
                    Path.Combine(kept, id.ToLowerInvariant(), version.Trim('[', ']'), "lib"), "*.dll", SearchOption.AllDirectories)
                    .Select(file => Path.GetFileNameWithoutExtension(file));
    }

    [Fact]
    public void The_words_depend_on_nothing() =>
        packed.All.Single(package => package.Id == "TestDigitalPlatform.Abstractions").Dependencies.ShouldBeEmpty();

    // NuGet keeps analyzers from whoever takes a package through another one, unless that one says otherwise.
    [Theory]
    [InlineData("TestDigitalPlatform.Hosting", "TestDigitalPlatform.Core")]
    [InlineData("TestDigitalPlatform.Core", "TestDigitalPlatform.Abstractions")]
    [InlineData("TestDigitalPlatform.Testing", "TestDigitalPlatform.Hosting")]
    public void The_generators_reach_a_service_through(string package, string dependency) =>
        packed.All.Single(p => p.Id == package).ReadText($"{package}.nuspec").ShouldContain(
            $"""<dependency id="{dependency}" version="[{packed.Feed.Version}]" include="All" />""");
}
