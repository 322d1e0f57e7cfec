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
        var sent = Message(1) with
        {
            Customer = "acme",
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            Headers = MessageHeaders.Of(
                [new("tracestate", "vendor=1"), new("baggage", "plan=basic"), new("Acme.Note", "\"quoted\" \\ \0 \u0001 Ünïcödé 😀")]),
        };

        await alpha.Publish([sent], null, default);

        foreach (var receiver in (IMessageTransport[])[beta, gamma])
        {
            var got = (await Take(receiver, 1)).Single();
            got.ShouldBe(sent with { Source = "alpha", Body = got.Body, SentAt = got.SentAt, Headers = got.Headers });
            // A transport may add those that its other systems read.
            sent.Headers.All.ShouldBeSubsetOf(got.Headers.All);
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
    public async Task What_is_for_one_that_is_not_there_is_told_and_others_go_on()
    {
        await using var queues = Queues();
        var alpha = await queues.As("alpha");
        await alpha.Open(Types, default);

        await ShouldNotBeDelivered(alpha.Publish([Message(1)], "nobody", default));

        await alpha.Publish([Message(2)], null, default);
        (await Take(alpha, 1)).Single().Number.ShouldBe(2);
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
        await queues.PassTime();
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

    [Fact]
    public Task Any_headers_and_bodies_come_as_they_were() => ComeAsTheyWere(300);

    [Fact]
    [Trait("Form", "Long")]
    public Task So_do_very_many() => ComeAsTheyWere(100_000);

    private async Task ComeAsTheyWere(int count)
    {
        const int Block = 200;
        await using var queues = Queues();
        var transport = await queues.As("alpha");
        await transport.Open(Types, default);
        var random = new Random(20_261_130);
        for (var done = 0; done < count; done += Block)
        {
            var sent = Enumerable.Range(1, Math.Min(Block, count - done)).Select(n => Random(random, n)).ToDictionary(m => m.Id);
            await transport.Publish([.. sent.Values], null, default);

            foreach (var got in await Take(transport, sent.Count))
            {
                sent.Remove(got.Id, out var message).ShouldBeTrue();
                got.Body.Span.SequenceEqual(message!.Body.Span).ShouldBeTrue();
                got.ShouldBe(message with { Source = "alpha", Body = got.Body, SentAt = got.SentAt, Headers = got.Headers });
                message.Headers.All.ShouldBeSubsetOf(got.Headers.All);
            }

            sent.ShouldBeEmpty();
        }
    }

    private protected abstract TestQueues Queues();

    private protected virtual async Task ShouldNotBeDelivered(Task publishing) =>
        await Should.ThrowAsync<UnknownDestinationException>(publishing);

    private protected static TransportMessage Message(int number) => new(
        Guid.CreateVersion7(), Types[0], "forged", "key", number, "{}", null, DateTimeOffset.UtcNow, null,
        Encoding.UTF8.GetBytes($$"""{"n":{{number}}}"""));

    private static TransportMessage Random(Random random, int number)
    {
        // No mark of a byte order, which a transport takes off.
        var body = new byte[random.Next(400)];
        random.NextBytes(body);
        return Message(number) with
        {
            Body = body.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Array.Empty<byte>() : body,
            Headers = MessageHeaders.Of(
                Enumerable.Range(0, random.Next(20)).Select(_ => KeyValuePair.Create($"h.{Text(random)}", (string?)Text(random)))),
        };
    }

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => new Rune(random.Next(2) == 0 ? random.Next(0x80) : random.Next(0xD800))));

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
