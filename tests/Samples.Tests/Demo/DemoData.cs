using System.Reflection;
using Npgsql;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Demo;

/// <summary>Fills a service under test with its demo data, as the reference host does.</summary>
internal static class DemoData
{
    public static async Task Fill(this TestService service, string name, Assembly assembly)
    {
        using var script = new StreamReader(assembly.GetManifestResourceStream("Demo/demo.sql")!);
        await using var connection = new NpgsqlConnection(service.Database.Connections.Owner);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Execute(connection, $"set local role {name}_platform");
        await Execute(connection, await script.ReadToEndAsync());
        await transaction.CommitAsync();
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The service's own script, and a role named after the service.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
