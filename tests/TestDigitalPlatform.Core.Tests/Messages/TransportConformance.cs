using System.Text;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Core.Tests.Messages;

/// <summary>What outbox and inbox rely on: each transport passes it as it is.</summary>
public abstract class TransportConformance
{
    private protected static readonly string[] Types = ["Thing.Happened"];

    [Fact]
    public async Task What_is_published_comes_whole_to_each_that_subscribes()
    {
        await using var queues = Queues();
        var (alpha, beta, gamma) = (await queues.As("alpha"), await queues.As("beta"), await queues.As("gamma"));
        await beta.Open(Types, default);
        await gamma.Open(Types, default);
        var sent = Message(1) with { Customer = "acme", TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };

        await alpha.Publish([sent], null, default);

        foreach (var receiver in (IMessageTransport[])[beta, gamma])
        {
            var got = (await Take(receiver, 1)).Single();
            got.ShouldBe(sent with { Source = "alpha", Body = got.Body, SentAt = got.SentAt });
            Encoding.UTF8.GetString(got.Body.Span).ShouldBe("""{"n":1}""");
            (got.SentAt - sent.SentAt).Duration().ShouldBeLessThan(TimeSpan.FromMilliseconds(1));
        }
    }

    [Fact]
    public async Task What_nobody_subscribes_to_is_gone()
    {
        await using var queues = Queues();
        var (alpha, beta) = (await queues.As("alpha"), await queues.As("beta"));
        await beta.Open(["Other.Happened"], default);

        await alpha.Publish([Message(1)], null, default);

        (await beta.Waiting(default)).Count.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_for_one_comes_to_that_one()
    {
        await using var queues = Queues();
        var (alpha, beta, gamma) = (await queues.As("alpha"), await queues.As("beta"), await queues.As("gamma"));
        await beta.Open(Types, default);
        await gamma.Open([], default);

        await alpha.Publish([Message(1)], "gamma", default);

        (await Take(gamma, 1)).Count.ShouldBe(1);
        (await beta.Waiting(default)).Count.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_not_completed_comes_again_and_what_is_does_not()
    {
        await using var queues = Queues();
        var transport = await queues.As("alpha");
        await transport.Open(Types, default);
        await transport.Publish([Message(1), Message(2)], null, default);

        await using (var first = (await transport.Receive(10, default))!)
            first.Messages.Count.ShouldBe(2);
        var again = await Take(transport, 2);

        again.Select(m => m.Number).ShouldBe([1, 2], ignoreOrder: true);
        (await transport.Waiting(default)).Count.ShouldBe(0);
    }

    [Fact]
    public async Task What_one_has_taken_no_other_gets()
    {
        await using var queues = Queues();
        var (alpha, other) = (await queues.As("alpha"), await queues.As("alpha"));
        await alpha.Open(Types, default);
        await other.Open(Types, default);
        await alpha.Publish([.. Enumerable.Range(1, 20).Select(Message)], null, default);

        await using var first = (await alpha.Receive(10, default))!;
        await using var second = (await other.Receive(10, default))!;

        first.Messages.Concat(second.Messages).Select(m => m.Number).Order().ShouldBe(Enumerable.Range(1, 20).Select(n => (long)n));
    }

    [Fact]
    public async Task Nothing_comes_of_a_type_that_is_no_longer_subscribed_to()
    {
        await using var queues = Queues();
        var transport = await queues.As("alpha");
        await transport.Open(Types, default);
        await transport.Open(["Other.Happened"], default);

        await transport.Publish([Message(1)], null, default);

        (await transport.Waiting(default)).Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_queue_keeps_what_comes_while_nobody_is_there()
    {
        await using var queues = Queues();
        var (alpha, beta) = (await queues.As("alpha"), await queues.As("beta"));
        await beta.Open(Types, default);
        await alpha.Publish([.. Enumerable.Range(1, 500).Select(Message)], null, default);

        var later = await queues.As("beta");
        await later.Open(Types, default);

        (await later.Waiting(default)).Count.ShouldBe(500);
        (await Take(later, 500)).Count.ShouldBe(500);
    }

    [Fact]
    public async Task Whoever_waits_is_woken()
    {
        await using var queues = Queues();
        var (alpha, beta) = (await queues.As("alpha"), await queues.As("beta"));
        await beta.Open(Types, default);
        var waiting = Take(beta, 1);

        await alpha.Publish([Message(1)], null, default);

        (await waiting).Count.ShouldBe(1);
    }

    private protected abstract TestQueues Queues();

    private protected static TransportMessage Message(int number) => new(
        Guid.CreateVersion7(), Types[0], "forged", "key", number, "{}", null, DateTimeOffset.UtcNow, null,
        Encoding.UTF8.GetBytes($$"""{"n":{{number}}}"""));

    private protected static async Task<List<TransportMessage>> Take(IMessageTransport transport, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var taken = new List<TransportMessage>();
        while (taken.Count < count)
        {
            await using var block = await transport.Receive(100, limit.Token);
            if (block is null)
                continue;
            taken.AddRange(block.Messages);
            await block.Complete(default);
        }

        return taken;
    }
}
