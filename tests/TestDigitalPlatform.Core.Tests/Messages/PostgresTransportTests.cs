namespace TestDigitalPlatform.Core.Tests.Messages;

public sealed class PostgresTransportTests : TransportConformance
{
    [Theory]
    [InlineData("select * from tdp.queue")]
    [InlineData("insert into tdp.subscription (type, endpoint) values ('Thing.Happened', 'beta')")]
    [InlineData("delete from tdp.queue_1")]
    [InlineData("select nextval('tdp.queue_position')")]
    [InlineData("create table public.mine (id int)")]
    [InlineData("create table tdp.mine (id int)")]
    public async Task A_service_may_do_nothing_but_what_it_is_for(string statement)
    {
        await using var queues = new PostgresQueues();
        await (await queues.As("beta")).Open(Types, default);
        await using var connection = new Npgsql.NpgsqlConnection(await queues.ConnectionString("beta") + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // The tests' own.
        await using var command = new Npgsql.NpgsqlCommand(statement, connection);
#pragma warning restore CA2100

        (await Should.ThrowAsync<Npgsql.PostgresException>(command.ExecuteNonQueryAsync())).SqlState.ShouldBe("42501");
    }

    [Fact]
    public async Task A_node_of_an_older_version_unsubscribes_nothing()
    {
        await using var queues = new PostgresQueues();
        var (newer, older) = (await queues.As("alpha"), await queues.As("alpha"));
        await newer.Open([.. Types, "Thing.Added"], default);
        await older.Open(Types, default);

        await newer.Publish([Message(1) with { Type = "Thing.Added" }], null, default);

        (await newer.Waiting(default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_block_ends_at_8_MiB()
    {
        await using var queues = new PostgresQueues();
        var alpha = await queues.As("alpha");
        await alpha.Open(Types, default);
        await alpha.Publish([.. Enumerable.Range(1, 5).Select(n => Message(n) with { Body = new byte[3 * 1024 * 1024] })], null, default);

        await using var first = await alpha.Receive(100, default);
        await using var second = await alpha.Receive(100, default);

        first!.Messages.Select(m => m.Number).ShouldBe([1, 2, 3]);
        second!.Messages.Select(m => m.Number).ShouldBe([4, 5]);
    }

    private protected override TestQueues Queues() => new PostgresQueues();
}
