using System.CommandLine;
using Npgsql;
using TestDigitalPlatform.Postgres;
using TestDigitalPlatform.Tool;
using TestDigitalPlatform.Tool.Databases;

namespace Templates.Tests.Databases;

/// <summary><c>dotnet tdp database reset</c>, the way out of a migration that was applied and must change.</summary>
public sealed class DatabaseResetTests : IDisposable
{
    private readonly DirectoryInfo place = Directory.CreateTempSubdirectory("tdp-reset-");

    public DatabaseResetTests()
    {
        // As root, the server runs as somebody else, who must come through here.
        if (!OperatingSystem.IsWindows())
            place.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    }

    private string Orders => Path.Combine(place.FullName, "orders");

    public void Dispose() => place.Delete(recursive: true);

    [Fact]
    public async Task Deletes_what_the_service_had_stored_once_it_has_ended()
    {
        await using (var running = await EmbeddedPostgres.Start(Options()))
        {
            (await Tables(running, "create table wrong (id int); ")).ShouldBe(1);

            (await Refused("--yes")).ShouldStartWith("TDP0200: ");
        }

        await Reset("--yes");

        await using var anew = await EmbeddedPostgres.Start(Options());
        (await Tables(anew)).ShouldBe(0);
    }

    [Fact]
    public async Task Deletes_nothing_unasked()
    {
        var kept = place.CreateSubdirectory("orders").CreateSubdirectory("cluster");

        (await Refused()).ShouldContain("--yes");

        kept.Exists.ShouldBeTrue();
    }

    [Fact]
    public async Task Says_that_there_is_none() => (await Refused("--yes")).ShouldContain("No private database was found in");

    [Fact]
    public async Task Wants_a_name_where_there_are_several()
    {
        place.CreateSubdirectory("orders");
        place.CreateSubdirectory("bills");

        (await Refused("--yes")).ShouldBe("Several services have a private database: name one of bills, orders.");
        (await Refused("order", "--yes")).ShouldContain("Available: bills, orders.");
    }

    // Such a service's rows are elsewhere, on a server that may be anybody's.
    [Fact]
    public void Never_touches_another_server() =>
        Should.Throw<ToolException>(() => new PrivateDatabase("orders", Orders).MustBeUsed(["PATH", "CONNECTIONSTRINGS__ORDERS"]))
            .Message.ShouldContain("ConnectionStrings__orders is set");

    private EmbeddedPostgresOptions Options() => new() { DataFolder = Orders, Durable = false };

    private static async Task<long> Tables(EmbeddedPostgres postgres, string first = "")
    {
        await using var connection = new NpgsqlConnection(postgres.AdminConnectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
#pragma warning disable CA2100 // The test's own text.
        await using var command = new NpgsqlCommand($"{first}select count(*) from pg_tables where schemaname = 'public'", connection);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private async Task<string> Refused(params string[] arguments) =>
        (await Should.ThrowAsync<ToolException>(() => Reset(arguments))).Message;

    private Task<int> Reset(params string[] arguments) =>
        new RootCommand { DatabaseCommand.Create() }
            .Parse(["database", "reset", "--data", place.FullName, .. arguments])
            .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
