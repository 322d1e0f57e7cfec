namespace TestDigitalPlatform.Core.Tests.Data;

public sealed class RoundTripTests
{
    [Fact]
    public async Task A_command_without_a_fetch_waits_once()
    {
        await using var wire = new Wire();
        await using var service = await wire.Start();
        await service.Add(new AddTask("Warm up"));

        (await wire.Count(() => service.Add(new AddTask("Counted")))).ShouldBe(1);
    }

    [Fact]
    public async Task A_command_with_a_fetch_waits_twice()
    {
        await using var wire = new Wire();
        await using var service = await wire.Start();
        var id = (await service.Add(new AddTask("Finish me"))).Answer;

        (await wire.Count(() => service.Finish(new FinishTask(id)))).ShouldBe(2);
    }

    [Fact]
    public async Task An_idempotency_key_costs_no_further_wait()
    {
        await using var wire = new Wire();
        await using var service = await wire.Start();
        var id = (await service.Add(new AddTask("Finish me"))).Answer;

        (await wire.Count(() => service.Finish(new FinishTask(id), key: "key"))).ShouldBe(2);
        (await wire.Count(() => service.Finish(new FinishTask(id), key: "key"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_query_waits_once_however_many_statements_it_batches()
    {
        await using var wire = new Wire();
        await using var service = await wire.Start();
        await service.Add(new AddTask("Read me"));

        var waits = await wire.Count(async () =>
        {
            var batch = service.Db(TaskService.Acme).Batch();
            batch.List<string>($"select title from task");
            batch.One<long>($"select count(*) from task");
            await batch.Run(default);
        });

        waits.ShouldBe(1);
    }

    private sealed class Wire : IAsyncDisposable
    {
        private WireProxy? proxy;

        internal Task<TaskService> Start() => TaskService.Start(direct =>
        {
            // One connection, and no statement prepared on the way: what is counted is the command's own.
            proxy = new WireProxy(direct + ";Maximum Pool Size=1");
            return proxy.ConnectionString;
        });

        internal async Task<int> Count(Func<Task> work)
        {
            var before = proxy!.RoundTrips;
            await work();
            return proxy.RoundTrips - before;
        }

        public ValueTask DisposeAsync() => proxy?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
