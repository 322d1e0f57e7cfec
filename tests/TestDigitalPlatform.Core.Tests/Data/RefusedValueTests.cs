using System.Security.Cryptography;
using TestDigitalPlatform.Queries;

namespace TestDigitalPlatform.Core.Tests.Data;

/// <summary>Values that pass the contract and that PostgreSQL can't take: the caller's doing, not ours.</summary>
public sealed class RefusedValueTests
{
    [Fact]
    public async Task A_text_too_long_for_its_index_is_refused_and_that_is_written_down()
    {
        await using var service = await TaskService.Start();
        // Random, so that it can't be compressed: an index takes about 2,700 bytes.
        var title = RandomNumberGenerator.GetHexString(8_000);

        var first = await service.Add(new AddTask(title), key: "k1");
        var again = await service.Add(new AddTask(title), key: "k1");

        first.Refusal!.Code.ShouldBe("value_not_storable");
        again.Refusal.ShouldBe(first.Refusal);
        again.Replayed.ShouldBeTrue();
        (await service.Stored.Scalar<string>("select outcome || '/' || reason from tdp.audit"))
            .ShouldBe("refused/value_not_storable");
    }

    [Fact]
    public async Task A_value_that_a_check_forbids_is_refused()
    {
        await using var service = await TaskService.Start();

        (await service.Add(new AddTask(""))).Refusal!.Code.ShouldBe("value_not_storable");
    }

    [Fact]
    public async Task A_thing_that_is_named_and_is_not_there_is_refused()
    {
        await using var service = await TaskService.Start();

        (await service.Add(new AddTask("A part", Parent: Guid.NewGuid()))).Refusal!.Code.ShouldBe("broken_reference");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("99999999999999999999")]
    public async Task A_query_that_can_not_be_asked_so_is_refused(string number)
    {
        await using var service = await TaskService.Start();
        var steps = new FetchedQuery<GetNumberedHandler, GetNumbered, long>(new GetNumberedHandler());

        var refused = await Should.ThrowAsync<RefusedException>(() =>
            service.Queries.Run(TaskService.Operations.Count, steps, new GetNumbered(number), TaskService.Acme, default));

        refused.Refusal.Code.ShouldBe("value_not_storable");
    }

    private sealed record GetNumbered(string Number) : IQuery<long>;

    private sealed class GetNumberedHandler : IQueryHandler<GetNumbered, long>
    {
        public Task<long> Fetch(GetNumbered query, Db db, CancellationToken cancellationToken) =>
            db.One<long>($"select count(*) from task where version = {query.Number}::int", cancellationToken);
    }
}
