using Npgsql;

namespace TestDigitalPlatform.Postgres.Tests;

/// <summary>Short words for what tests say to a database.</summary>
internal static class Database
{
    public static async Task Execute(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<object?> Ask(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<string> Refusal(string connectionString, string sql) =>
        (await Should.ThrowAsync<PostgresException>(() => Execute(connectionString, sql))).SqlState;

    public static string In(string connectionString, string database) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database }.ConnectionString;
}
