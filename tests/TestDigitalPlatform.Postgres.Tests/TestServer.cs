using Npgsql;

namespace TestDigitalPlatform.Postgres.Tests;

/// <summary>One server for the tests of a class.</summary>
public abstract class TestServer(bool useMachineBinaries) : IAsyncLifetime
{
    private EmbeddedPostgres? postgres;

    public string Admin => postgres!.AdminConnectionString;

    public Version Version => postgres!.Version;

    public async ValueTask InitializeAsync() => postgres =
        await EmbeddedPostgres.StartThrowaway(options => options.UseMachineBinaries = useMachineBinaries);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await postgres!.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The PostgreSQL that this machine has, whichever it is.</summary>
public sealed class MachineServer() : TestServer(useMachineBinaries: true);

/// <summary>The newest one that is supported.</summary>
public sealed class NewestServer() : TestServer(useMachineBinaries: false);
