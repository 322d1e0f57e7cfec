using Microsoft.Extensions.Logging.Abstractions;
using TestDigitalPlatform.Caching;

namespace TestDigitalPlatform.Core.Tests.Caching;

public sealed class QueryCacheTests
{
    [Fact]
    public async Task Fetches_once_for_many_who_ask_at_once()
    {
        var (cache, _, _) = Make();
        var fetches = 0;
        var release = new TaskCompletionSource();

        var asked = Enumerable.Range(0, 50).Select(_ => Ask(cache, async () =>
        {
            Interlocked.Increment(ref fetches);
            await release.Task;
            return 7L;
        })).ToList();
        release.SetResult();
        var answers = await Task.WhenAll(asked);

        fetches.ShouldBe(1);
        answers.Select(a => a.ETag).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Fetches_again_after_an_event_of_the_same_customer_only()
    {
        var (cache, invalidation, _) = Make();
        var value = 1L;
        await Ask(cache, () => Task.FromResult(value));
        value = 2;

        invalidation.Changed([new TaskAdded(Guid.Empty)], TaskService.Globex.Customer);
        (await Ask(cache, () => Task.FromResult(value))).Json.ShouldBe("1"u8.ToArray());

        invalidation.Changed([new TaskAdded(Guid.Empty)], TaskService.Acme.Customer);
        (await Ask(cache, () => Task.FromResult(value))).Json.ShouldBe("2"u8.ToArray());
    }

    [Fact]
    public async Task Does_not_keep_an_answer_that_was_overtaken_while_it_was_made()
    {
        var (cache, invalidation, _) = Make();

        await Ask(cache, () =>
        {
            invalidation.Changed([new TaskAdded(Guid.Empty)], TaskService.Acme.Customer);
            return Task.FromResult(1L);
        });

        (await Ask(cache, () => Task.FromResult(2L))).Json.ShouldBe("2"u8.ToArray());
    }

    [Fact]
    public async Task Fetches_again_when_the_time_is_up()
    {
        var (cache, _, time) = Make();
        await Ask(cache, () => Task.FromResult(1L));

        time.Advance(TimeSpan.FromSeconds(61));

        (await Ask(cache, () => Task.FromResult(2L))).Json.ShouldBe("2"u8.ToArray());
    }

    [Fact]
    public async Task Does_not_keep_a_failure()
    {
        var (cache, _, _) = Make();
        await Should.ThrowAsync<InvalidOperationException>(
            () => Ask(cache, () => throw new InvalidOperationException()));

        (await Ask(cache, () => Task.FromResult(2L))).Json.ShouldBe("2"u8.ToArray());
    }

    [Fact]
    public async Task Hears_of_changes_on_another_node()
    {
        await using var service = await TaskService.Start();
        var (cache, here, _) = Make();
        await using var other = new Node(service, here);
        await using var node = new Node(service, service.Invalidation);
        await other.Start();
        await node.Start();
        await Ask(cache, () => Task.FromResult(1L));

        await service.Add(new AddTask("Tell the others"));

        await Eventually(async () => (await Ask(cache, () => Task.FromResult(2L))).Json.SequenceEqual("2"u8.ToArray()));
    }

    private static (QueryCache Cache, CacheInvalidation Invalidation, ManualTime Time) Make()
    {
        var time = new ManualTime();
        var invalidation = new CacheInvalidation([TaskService.Operations.Count]);
        return (new QueryCache(invalidation, time, maxBytes: 1_000_000), invalidation, time);
    }

    private static Task<CachedAnswer> Ask(QueryCache cache, Func<Task<long>> fetch) =>
        cache.Get(TaskService.Operations.Count, TaskService.Acme, "/tasks/count", fetch, default);

    private static async Task Eventually(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
            await Task.Delay(5, limit.Token);
    }

    private sealed class ManualTime : TimeProvider
    {
        private DateTimeOffset now = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => now;

        internal void Advance(TimeSpan by) => now += by;
    }

    private sealed class Node(TaskService service, CacheInvalidation invalidation) : IAsyncDisposable
    {
        private readonly CacheSignals signals = new(
            service.Data, invalidation, TimeProvider.System, NullLogger<CacheSignals>.Instance);

        internal async Task Start()
        {
            await signals.StartAsync(default);
            await signals.Listening.WaitAsync(TimeSpan.FromSeconds(60));
        }

        public async ValueTask DisposeAsync()
        {
            await signals.StopAsync(default);
            signals.Dispose();
        }
    }
}
