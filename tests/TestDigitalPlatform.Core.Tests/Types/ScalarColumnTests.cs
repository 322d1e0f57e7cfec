using System.Reflection;
using System.Text.Json;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Testing;
using TestDigitalPlatform.Types;

namespace TestDigitalPlatform.Core.Tests.Types;

public sealed class ScalarColumnTests
{
    // JSON alone holds it: a reference is of no use in a column.
    private static readonly Type[] InNoColumn = [typeof(Uri)];

    [Fact]
    public async Task Each_type_of_the_table_comes_back_from_a_column_and_from_an_array()
    {
        await using var connection = new NpgsqlConnection(await TestPostgres.AdminConnectionString() + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var roundTrip = typeof(ScalarColumnTests).GetMethod(nameof(RoundTrip), BindingFlags.NonPublic | BindingFlags.Static)!;

        foreach (var scalar in Scalars.All.Values.Where(s => !InNoColumn.Contains(s.Type)))
            await (Task)roundTrip.MakeGenericMethod(scalar.Type).Invoke(null, [connection, scalar])!;
    }

    private static async Task RoundTrip<T>(NpgsqlConnection connection, ScalarType scalar)
        where T : notnull
    {
        var value = JsonSerializer.Deserialize<T>(scalar.Example, PlatformJson.Options)!;

        (await Read(connection, ValueMap.For<T>(), value)).ShouldBe(value, $"a column of {typeof(T)}");
        if (typeof(T) != typeof(byte[]))
            (await Read(connection, ValueMap.For<T[]>(), [value, value])).ShouldBe([value, value], $"an array of {typeof(T)}");
    }

    private static async Task<T> Read<T>(NpgsqlConnection connection, ValueMap<T> map, T value)
    {
        map.IsScalar.ShouldBeTrue($"{typeof(T)} is stored as JSON.");
        await using var command = new NpgsqlCommand("select $1", connection);
        command.Parameters.Add(map.ToParameter(value));
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        (await reader.ReadAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        return map.Read(reader, 0);
    }
}
