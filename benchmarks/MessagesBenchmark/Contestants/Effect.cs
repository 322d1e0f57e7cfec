using Npgsql;

namespace TestDigitalPlatform.Benchmarks.Messages.Contestants;

/// <summary>The peers' row of effect, by hand.</summary>
internal static class Effect
{
    internal const string Table = """
        create table effect (customer_id text collate "C" not null, n bigint not null, key text not null)
        """;

    internal static async Task Store(NpgsqlDataSource source, PeerTicked message)
    {
        await using var command = source.CreateCommand("insert into effect (customer_id, n, key) values ($1, $2, $3)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Load.Customer });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = message.N });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = message.Key });
        await command.ExecuteNonQueryAsync();
    }
}
