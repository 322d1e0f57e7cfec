using TestDigitalPlatform.Identity.Passwords;

namespace TestDigitalPlatform.Identity.Tests.Accounts;

public sealed class HashingQueueTests
{
    [Fact]
    public async Task Refuses_more_than_may_wait()
    {
        using var queue = new HashingQueue(atOnce: 1, maxWaiting: 1);
        using var end = new ManualResetEventSlim();
        var running = queue.Run(() => Ended(end), CancellationToken.None);
        var waiting = queue.Run(() => true, CancellationToken.None);

        await Should.ThrowAsync<HashingBusyException>(() => queue.Run(() => true, CancellationToken.None));

        end.Set();
        (await running).ShouldBeTrue();
        (await waiting).ShouldBeTrue();
        (await queue.Run(() => true, CancellationToken.None)).ShouldBeTrue();
    }

    private static bool Ended(ManualResetEventSlim end) => end.Wait(TimeSpan.FromSeconds(60));
}
