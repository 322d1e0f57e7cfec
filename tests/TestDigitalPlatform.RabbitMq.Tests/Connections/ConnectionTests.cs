using System.Text.RegularExpressions;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.RabbitMq.Tests.Broker;
using TestDigitalPlatform.RabbitMq.Tests.Transport;
using TestDigitalPlatform.RabbitMq.Wire;

namespace TestDigitalPlatform.RabbitMq.Tests.Connections;

public sealed class ConnectionTests(TestBroker broker)
{
    private const string Type = "Thing.Happened";

    [Fact]
    public async Task What_was_taken_when_the_connection_broke_comes_again()
    {
        await using var queues = new RabbitMqQueues(broker);
        var alpha = await queues.As("alpha");
        await alpha.Open([Type], default);
        await alpha.Publish([Message(1), Message(2)], null, default);
        await using var block = (await alpha.Receive(10, default))!;
        block.Messages.Count.ShouldBe(2);

        await broker.EndConnections(await queues.ConnectionString(), count: 2);
        var again = await Take(alpha, 2);
        await alpha.Publish([Message(3)], null, default);
        var next = await Take(alpha, 1);

        await Should.ThrowAsync<Exception>(block.Complete(default));
        again.Order().ShouldBe([1, 2]);
        next.ShouldBe([3]);
    }

    [Fact]
    public async Task More_than_the_window_is_published_and_taken_with_a_small_prefetch()
    {
        await using var queues = new RabbitMqQueues(broker);
        var options = new RabbitMqOptions { ConfirmWindow = 7, Prefetch = 3 };
        var alpha = queues.As("alpha", options, await queues.ConnectionString());
        await alpha.Open([Type], default);

        await alpha.Publish([.. Enumerable.Range(1, 50).Select(Message)], null, default);

        (await Take(alpha, 50)).Order().ShouldBe(Enumerable.Range(1, 50).Select(n => (long)n));
    }

    [Fact]
    public async Task What_is_for_one_that_is_not_there_is_not_lost_silently()
    {
        await using var queues = new RabbitMqQueues(broker);
        var alpha = await queues.As("alpha");

        await Should.ThrowAsync<Exception>(alpha.Publish([Message(1)], "nobody", default));

        await alpha.Open([Type], default);
        await alpha.Publish([Message(2)], "alpha", default);
        (await Take(alpha, 1)).ShouldBe([2]);
    }

    [Fact]
    public async Task A_queue_that_is_deleted_is_made_again_and_no_channel_is_left_open()
    {
        await using var queues = new RabbitMqQueues(broker);
        var address = await queues.ConnectionString();
        await using var somebody = await ForeignEndpoint.Connect(address);
        var alpha = await queues.As("alpha");
        await alpha.Open([Type], default);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        for (var round = 1; round <= 3; round++)
        {
            var taken = Take(alpha, 1);
            await SendWhenItIsThere(alpha, Message(round), limit.Token);
            (await taken).ShouldBe([round]);
            await somebody.Delete("alpha");
        }

        var last = Take(alpha, 1);
        await SendWhenItIsThere(alpha, Message(4), limit.Token);
        (await last).ShouldBe([4]);
        // One publishes, one receives, and one is somebody's.
        while (await broker.Channels(address) != 3)
            await Task.Delay(100, limit.Token);
    }

    [Fact]
    public async Task What_the_user_may_not_write_is_refused_and_the_rest_goes_on()
    {
        await using var queues = new RabbitMqQueues(broker);
        await (await queues.As("closed")).Open([Type], default);
        var user = await broker.MakeUser(
            await queues.ConnectionString(), $"^(alpha|nsb\\..*|System:Object|{Regex.Escape(WireNames.ExchangeOf(Type))})$");
        var alpha = queues.As("alpha", new RabbitMqOptions(), user);
        await alpha.Open([Type], default);

        await Should.ThrowAsync<UnknownDestinationException>(alpha.Publish([Message(1)], "closed", default));
        await Should.ThrowAsync<MessageRefusedException>(
            alpha.Publish([Message(2) with { Type = "Other.Happened" }], null, default));
        await alpha.Publish([Message(3)], null, default);
        await alpha.Publish([Message(4)], "alpha", default);

        (await Take(alpha, 2)).Order().ShouldBe([3, 4]);
    }

    [Fact]
    public async Task Who_may_not_use_the_exchange_of_delays_receives_nevertheless()
    {
        await using var queues = new RabbitMqQueues(broker);
        var user = await broker.MakeUser(await queues.ConnectionString(), ".*", configure: "^(?!nsb)");
        var alpha = queues.As("alpha", new RabbitMqOptions(), user);

        await alpha.Open([Type], default);
        await alpha.Publish([Message(1)], null, default);

        (await Take(alpha, 1)).ShouldBe([1]);
    }

    [Fact]
    public async Task Of_a_body_that_is_too_large_the_beginning_comes()
    {
        await using var queues = new RabbitMqQueues(broker);
        await using var somebody = await ForeignEndpoint.Connect(await queues.ConnectionString());
        var alpha = await queues.As("alpha");
        await alpha.Open([Type], default);

        await somebody.Send("alpha", "", [], new byte[BlockLimit.MaxBodyBytes + 1]);
        await somebody.Send("alpha", "", [], new byte[BlockLimit.MaxBodyBytes]);
        await somebody.Send("alpha", "", [], new byte[1]);
        var taken = new List<TransportMessage>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (taken.Count < 3)
        {
            await using var block = await alpha.Receive(100, limit.Token);
            taken.AddRange(block?.Messages ?? []);
            if (block is not null)
                await block.Complete(default);
        }

        taken.Select(message => (message.Body.Length, message.TooLarge)).ShouldBe(
            [(BlockLimit.KeptBytes, BlockLimit.MaxBodyBytes + 1), (BlockLimit.MaxBodyBytes, null), (1, null)]);
    }

    [Fact]
    public async Task What_a_full_queue_does_not_take_is_refused()
    {
        await using var queues = new RabbitMqQueues(broker);
        var address = await queues.ConnectionString();
        var alpha = await queues.As("alpha");
        await alpha.Open([Type], default);
        await broker.LimitQueue(address, "alpha");

        await Should.ThrowAsync<MessageRefusedException>(async () =>
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (true)
                await alpha.Publish([Message(1)], "alpha", limit.Token);
        });
    }

    [Fact]
    public async Task Over_TLS_the_broker_must_be_vouched_for()
    {
        await using var queues = new RabbitMqQueues(broker);
        var plain = new Uri(await queues.ConnectionString());
        var tls = $"amqps://guest:guest@127.0.0.1:{broker.TlsPort}{plain.AbsolutePath}";

        var trusting = queues.As("alpha", new RabbitMqOptions { CaFile = broker.CaFile }, tls);
        await trusting.Open([Type], default);
        await trusting.Publish([Message(1)], null, default);
        (await Take(trusting, 1)).ShouldBe([1]);

        foreach (var options in (RabbitMqOptions[])[new() { CaFile = broker.OtherCaFile }, new()])
            await Should.ThrowAsync<IOException>(queues.As("beta", options, tls).Publish([Message(1)], null, default));
    }

    [Fact]
    public async Task A_broker_that_is_away_or_refuses_the_user_is_named_without_the_password()
    {
        await using var queues = new RabbitMqQueues(broker);
        var address = new Uri(await queues.ConnectionString());
        var stranger = queues.As("alpha", new RabbitMqOptions(), $"amqp://ann:top-secret@127.0.0.1:{address.Port}/");
        var away = queues.As("alpha", new RabbitMqOptions(), "amqp://ann:top-secret@127.0.0.1:1/");

        foreach (var transport in (IMessageTransport[])[stranger, away])
        {
            var error = await Should.ThrowAsync<IOException>(transport.Publish([Message(1)], null, default));
            error.Message.ShouldStartWith("RabbitMQ can't be reached at 127.0.0.1:");
            error.ToString().ShouldNotContain("top-secret");
        }
    }

    private static TransportMessage Message(int number) => new(
        Guid.CreateVersion7(), Type, "alpha", "key", number, "{}", null, DateTimeOffset.UtcNow, null, "{}"u8.ToArray());

    private static async Task SendWhenItIsThere(
        IMessageTransport transport, TransportMessage message, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await transport.Publish([message], "alpha", cancellationToken);
                return;
            }
            catch (UnknownDestinationException)
            {
                // The receiver has not noticed yet.
            }
        }
    }

    private static async Task<List<long>> Take(IMessageTransport transport, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var taken = new List<long>();
        while (taken.Count < count)
        {
            await using var block = await transport.Receive(100, limit.Token);
            if (block is null)
                continue;
            taken.AddRange(block.Messages.Select(m => m.Number));
            await block.Complete(default);
        }

        return taken;
    }
}
