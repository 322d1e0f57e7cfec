using Dapper;
using Npgsql;

namespace TestDigitalPlatform.Benchmarks.DapperPlumbing;

/// <summary>A statement as the platform's housekeeping asks it: two values go in, some rows of two texts come out.</summary>
internal static class Statements
{
    internal const string ByHand = "hand";
    internal const string ByDapper = "dapper";

    private const string Sql =
        "select 'TDP0110' as code, 'row ' || n as what from generate_series(1, {0}) n where n <> {1}";

    private static readonly string Numbered = Sql.Replace("{0}", "$1").Replace("{1}", "$2");
    private static readonly string Named = Sql.Replace("{0}", "@rows").Replace("{1}", "@without");

    internal static async Task<NpgsqlConnection> Open(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString + ";Max Auto Prepare=10;Auto Prepare Min Usages=2");
        await connection.OpenAsync();
        return connection;
    }

    internal static async Task<int> Run(NpgsqlConnection connection, string kind) =>
        kind == ByDapper ? (await Dapper(connection)).Count : (await Hand(connection)).Count;

    private static async Task<List<Found>> Hand(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Numbered, connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = 10 });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = 3 });
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<Found>();
        while (await reader.ReadAsync())
            found.Add(new Found(reader.GetString(0), reader.GetString(1)));
        return found;
    }

    private static async Task<List<Found>> Dapper(NpgsqlConnection connection) =>
        (await connection.QueryAsync<Found>(Named, new { rows = 10, without = 3 })).AsList();

    private sealed record Found(string Code, string What);
}
