using Microsoft.Extensions.Logging.Abstractions;
using TestDigitalPlatform.Inbox;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Testing.Messages;

namespace TestDigitalPlatform.Core.Tests.Messages;

public sealed class MessagePumpTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Messages_that_hang_hold_up_their_own_keys_only()
    {
        await using var service = await HandlingService.Start();
        var broker = new InMemoryBroker();
        using var pump = Pump(service, broker, new MessageOptions { Concurrency = 4 });
        broker.Open("tasks", [.. HandlingService.All.Select(s => s.Name)]);
        await pump.StartAsync(default);
        var sender = new InMemoryTransport(broker, new MessageService("source"), service.Time);
        var hanging = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid().ToString()).ToList();
        foreach (var key in hanging)
        {
            SlowHandler.Hanging[key] = (new(), new());
            await sender.Publish([service.Message(new Slow(key))], null, default);
            await SlowHandler.Hanging[key].Entered.Task.WaitAsync(Limit);
        }

        for (var i = 0; i < 50; i++)
            await sender.Publish([service.Message(new Noted($"k{i}", $"t{i}"))], null, default);

        await Until(async () => await service.Tasks.Stored.Scalar<long>("select count(*) from task") == 50);
        foreach (var key in hanging)
            SlowHandler.Hanging[key].Go.TrySetResult();
        await pump.StopAsync(default);
    }

    [Fact]
    public async Task Lets_handlers_that_are_at_work_end_when_it_stops()
    {
        await using var service = await HandlingService.Start();
        var broker = new InMemoryBroker();
        using var pump = Pump(service, broker, new MessageOptions());
        broker.Open("tasks", [.. HandlingService.All.Select(s => s.Name)]);
        await pump.StartAsync(default);
        var sender = new InMemoryTransport(broker, new MessageService("source"), service.Time);
        var key = Guid.NewGuid().ToString();
        SlowHandler.Hanging[key] = (new(), new());
        await sender.Publish([service.Message(new Slow(key))], null, default);
        await SlowHandler.Hanging[key].Entered.Task.WaitAsync(Limit);

        var stopping = pump.StopAsync(default);
        stopping.IsCompleted.ShouldBeFalse();
        SlowHandler.Hanging[key].Go.TrySetResult();
        await stopping.WaitAsync(Limit);
        await sender.Publish([service.Message(new Noted("k", "t"))], null, default);

        (await service.Tasks.Stored.Scalar<long>("select count(*) from tdp.inbox")).ShouldBe(1);
        (await service.Tasks.Stored.Scalar<long>("select count(*) from task")).ShouldBe(0);
        broker.Open("tasks", []).Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_that_was_stopped_goes_on_when_it_is_started_again()
    {
        await using var service = await HandlingService.Start();
        var broker = new InMemoryBroker();
        using var pump = Pump(service, broker, new MessageOptions());
        var sender = new InMemoryTransport(broker, new MessageService("source"), service.Time);
        broker.Open("tasks", [typeof(Noted).FullName!]);
        for (var round = 1; round <= 3; round++)
        {
            await pump.StartAsync(default);
            await sender.Publish([service.Message(new Noted($"k{round}", $"t{round}"))], null, default);
            await Until(async () => await service.Tasks.Stored.Scalar<long>("select count(*) from task") == round);
            await pump.StopAsync(default);
        }
    }

    [Fact]
    public async Task Waits_for_no_message_that_was_told_before_it_had_subscribed()
    {
        await using var service = await HandlingService.Start();
        var transport = new FirstLook(service);
        using var pump = Pump(service, new InMemoryBroker(), new MessageOptions(), transport);
        service.Processor.Order = null;

        await pump.StartAsync(default);
        await transport.Opened.Task.WaitAsync(Limit);
        await Until(() => Task.FromResult(service.Processor.Order is not null));

        transport.OrderWhenOpened.ShouldBeNull();
        await pump.StopAsync(default);
    }

    private static MessagePump Pump(
        HandlingService service, InMemoryBroker broker, MessageOptions options, IMessageTransport? transport = null) => new(
            service.Tasks.Data, transport ?? new InMemoryTransport(broker, new MessageService("tasks"), service.Time),
            new EventSubscriptions(HandlingService.All), service.Processor, service.Held, service.Pause, new HeldSignal(), options,
            service.Time, NullLogger<MessagePump>.Instance);

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await isSo())
            await Task.Delay(20, limit.Token);
    }

    /// <summary>Sees what the service waits for when its queue is opened.</summary>
    private sealed class FirstLook(HandlingService service) : IMessageTransport
    {
        internal TaskCompletionSource Opened { get; } = new();

        internal MessageOrder? OrderWhenOpened { get; private set; }

        public string System => "none";

        public Task Open(IReadOnlyCollection<string> types, CancellationToken cancellationToken)
        {
            OrderWhenOpened = service.Processor.Order;
            Opened.TrySetResult();
            return Task.CompletedTask;
        }

        public Task Publish(
            IReadOnlyList<TransportMessage> messages, string? destination, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public async Task<IReceivedBlock?> Receive(int atMost, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return null;
        }

        public Task<Backlog> Waiting(CancellationToken cancellationToken) => Task.FromResult(new Backlog(0, null));
    }
}
