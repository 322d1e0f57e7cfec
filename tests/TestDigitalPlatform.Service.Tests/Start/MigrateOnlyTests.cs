using Microsoft.AspNetCore.Builder;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Start;

/// <summary>The owner's connection string is for a step of the deployment; what serves has the other one.</summary>
public sealed class MigrateOnlyTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tdp-migrate-");

    [Fact]
    public async Task Migrates_as_the_owner_and_ends_and_then_the_service_starts_without_it()
    {
        await using var database = await TestPostgres.CreateDatabase("notes", _ => Task.CompletedTask);
        var (app, owner) = ($"--ConnectionStrings:notes={database.Connections.App}", $"--ConnectionStrings:notes-owner={database.Connections.Owner}");
        (await Should.ThrowAsync<PlatformException>(() => StartAndStop(app))).Code.ShouldBe("TDP0105");

        await using (var migrating = Create(owner, "--Platform:MigrateOnly=true"))
            await migrating.RunAsync().WaitAsync(TimeSpan.FromSeconds(60));

        await StartAndStop(app);
        (await database.Scalar<long>("select count(*) from note")).ShouldBe(0);
    }

    [Fact]
    public async Task Takes_the_services_own_connection_string_where_that_is_the_owners()
    {
        await using var database = await TestPostgres.CreateDatabase("notes", _ => Task.CompletedTask);

        await using var migrating = Create($"--ConnectionStrings:notes={database.Connections.Owner}", "--Platform:MigrateOnly=true");
        await migrating.RunAsync().WaitAsync(TimeSpan.FromSeconds(60));

        (await database.Scalar<long>("select count(*) from note")).ShouldBe(0);
    }

    [Fact]
    public void Says_which_connection_string_it_needs()
    {
        var error = Should.Throw<PlatformException>(() => Create("--Platform:MigrateOnly=true"));

        error.Code.ShouldBe("TDP0302");
        error.Message.ShouldContain("notes-owner");
    }

    private async Task StartAndStop(string connection)
    {
        // Its transport is away, which keeps no service from its start.
        await using var app = Create(
            connection, "--ConnectionStrings:messages=Host=127.0.0.1;Port=1;Username=notes_app;Password=none;Database=messages");
        await app.StartAsync();
        await app.StopAsync();
    }

    private WebApplication Create(params string[] settings) => NotesService.Create(
    [
        "--environment=Development", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning",
        $"--Platform:Tokens:DevelopmentKeyFile={Path.Combine(folder.FullName, "key.pem")}", .. settings,
    ]);

    public void Dispose() => folder.Delete(recursive: true);
}
