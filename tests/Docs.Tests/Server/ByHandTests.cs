using System.Net;
using Docs.Tests.Pages;
using Npgsql;
using Requests;
using TestDigitalPlatform.Postgres;

namespace Docs.Tests.Server;

public sealed class ByHandTests
{
    private const string Password = "by-hand";

    [Fact]
    public async Task A_service_runs_with_the_roles_that_the_page_makes_by_hand()
    {
        await using var server = await EmbeddedPostgres.StartThrowaway();
        foreach (var statement in Statements())
            await Execute(server.AdminConnectionString, statement);
        using var key = new KeyFolder();
        await using var service = RequestsService.Create(
        [
            "--environment=Development",
            "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:requests={As(server, "requests_app")}",
            $"--ConnectionStrings:requests-owner={As(server, "requests_owner")}",
            $"--ConnectionStrings:messages={As(server, "requests_app", "messages")}",
            $"--ConnectionStrings:messages-owner={As(server, "messages_owner", "messages")}",
            $"--Platform:Tokens:DevelopmentKeyFile={key.File}",
            "--Logging:LogLevel:Default=Warning",
        ]);

        await service.StartAsync(TestContext.Current.CancellationToken);

        using var client = new HttpClient { BaseAddress = new Uri(service.Urls.First()) };
        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await service.StopAsync();
    }

    private static string[] Statements() =>
        Page.Of("docs/guides/run-on-a-server.md").In("sql").Single().Text
            .Replace("…", Password)
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static async Task Execute(string connectionString, string statement)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The page's own words.
        await using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static string As(EmbeddedPostgres server, string role, string database = "requests") =>
        new NpgsqlConnectionStringBuilder(server.AdminConnectionString)
        {
            Database = database, Username = role, Password = Password,
        }.ConnectionString;

    private sealed class KeyFolder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tdp-docs-key-");

        internal string File => Path.Combine(folder.FullName, "development-key.pem");

        public void Dispose() => folder.Delete(recursive: true);
    }
}
