using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Inbox;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Operations;
using TestDigitalPlatform.Testing;
using TestDigitalPlatform.Testing.Messages;

namespace TestDigitalPlatform.Core.Tests.Messages;

/// <summary>The task service with handlers of events, and messages made by hand.</summary>
internal sealed class HandlingService : IAsyncDisposable
{
    private readonly List<(Guid Message, string Outcome)> ends = [];
    private long number = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds() * 1_000;

    private HandlingService(TaskService tasks, MessageOrder order, MessageOptions options)
    {
        Tasks = tasks;
        var services = new ServiceCollection().BuildServiceProvider();
        var subscriptions = new EventSubscriptions(All);
        var service = new MessageService("tasks") { Watch = (message, outcome) => ends.Add((message, outcome)) };
        Pipeline = new EventPipeline(
            tasks.Data, tasks.Invalidation, subscriptions, tasks.Outbox, services.GetRequiredService<IServiceScopeFactory>(),
            Time, NullLogger<EventPipeline>.Instance);
        Held = new HeldMessages(tasks.Data, Time, options);
        Pause = new PauseSwitch(options, Time, NullLogger<PauseSwitch>.Instance);
        Processor = new MessageProcessor(
            Pipeline, Held, subscriptions, Pause, new InMemoryTransport(new InMemoryBroker(), service, Time), options, Time, service,
            NullLogger<MessageProcessor>.Instance)
        { Order = order };
    }

    internal static IReadOnlyList<EventSubscription> All { get; } =
    [
        EventSubscription.Of<NoteHandler, Noted>(typeof(Noted).FullName!, false, false),
        EventSubscription.Of<CountHandler, Counted, CountState>(typeof(Counted).FullName!, false, false, _ => new CountHandler()),
        EventSubscription.Of<CarefulHandler, Careful, CountState>(typeof(Careful).FullName!, false, false, _ => new CarefulHandler()),
        EventSubscription.Of<SlowHandler, Slow, CountState>(typeof(Slow).FullName!, false, false, _ => new SlowHandler()),
        EventSubscription.Of<BlindHandler, Paired>(typeof(Paired).FullName!, false, false),
        EventSubscription.Of<SightedHandler, Paired, CountState>(typeof(Paired).FullName!, false, false, _ => new SightedHandler()),
        EventSubscription.Of<AsideHandler, Aside>(typeof(Aside).FullName!, false, true),
        EventSubscription.Of<TitleDirectory, Titled>(typeof(Titled).FullName!, false, false),
        EventSubscription.Of<EchoHandler, Called>(typeof(Called).FullName!, false, false),
        EventSubscription.Of<AskedHandler, Asked>(typeof(Asked).FullName!, true, false),
        EventSubscription.Of<EverywhereHandler, Everywhere>(typeof(Everywhere).FullName!, true, false),
    ];

    internal TaskService Tasks { get; }

    internal TestTime Time { get; } = new();

    internal EventPipeline Pipeline { get; }

    internal HeldMessages Held { get; }

    internal PauseSwitch Pause { get; }

    internal MessageProcessor Processor { get; }

    internal static async Task<HandlingService> Start(
        Func<string, string>? through = null, Action<MessageOptions>? configure = null)
    {
        var tasks = await TaskService.Start(through);
        var options = new MessageOptions { ImmediateRetries = 1, DelayedRetries = 2 };
        configure?.Invoke(options);
        var order = await MessageOrder.Begin(tasks.Data, [.. All.Select(s => s.Name)], default);
        return new HandlingService(tasks, order, options);
    }

    /// <summary>The next message; of a key, when it has messages before, after the last of them.</summary>
    internal TransportMessage Message(IEvent @event, TransportMessage? after = null, string? customer = "acme") => new(
        Guid.CreateVersion7(), @event.GetType().FullName!, "source", @event.OrderingKey, ++number,
        after is null ? "{}" : $$"""{"{{after.Type}}": {{after.Number}}}""", customer, DateTimeOffset.UtcNow, null,
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(@event, @event.GetType(), PlatformJson.Options)));

    /// <summary>Processes a message, as one that has just come.</summary>
    /// <returns>How it ended, and those that ended with it.</returns>
    internal async Task<string> Process(TransportMessage message)
    {
        ends.Clear();
        await Processor.Process(message, null, default);
        return string.Join(", ", ends.Select(e => e.Outcome));
    }

    /// <summary>Processes what is held and due.</summary>
    internal async Task<string> ProcessDue()
    {
        ends.Clear();
        foreach (var due in await Held.Claim(100, default))
            await Processor.Process(due.Message, due, default);
        return string.Join(", ", ends.Select(e => e.Outcome));
    }

    internal Task<string> Titles() =>
        Tasks.Stored.Scalar<string>("select coalesce(string_agg(title, ' ' order by ctid), '') from task");

    internal Task<string> States() => Tasks.Stored.Scalar<string>(
        "select coalesce(string_agg(state || coalesce(' ' || cause, ''), ', ' order by number), '') from tdp.held_message");

    public ValueTask DisposeAsync() => Tasks.DisposeAsync();
}

internal sealed record Noted(string Key, string Title) : IEvent
{
    string IEvent.Subject => Key;
}

internal sealed record Counted(string Key, string Title) : IEvent
{
    string IEvent.Subject => Key;
}

internal sealed record Careful(string Key, string Title) : IEvent
{
    string IEvent.Subject => Key;
}

internal sealed record Slow(string Key) : IEvent
{
    string IEvent.Subject => Key;
}

internal sealed record Paired(string Key, string Title) : IEvent
{
    string IEvent.Subject => Key;
}

internal sealed record Aside(string Key, string Title) : IEvent
{
    string IEvent.Subject => Key;
}

internal sealed record Everywhere(string Key) : IEvent
{
    string IEvent.Subject => Key;
}

internal sealed record CountState(long Count);

internal sealed class NoteHandler : IEventHandler<Noted>
{
    internal static readonly Refusal Unwanted = new("tasks.unwanted", "Nobody wants it.");

    /// <summary>Titles that the handler fails at.</summary>
    internal static System.Collections.Concurrent.ConcurrentDictionary<string, bool> Failing { get; } = new();

    public static Decision<Nothing> Decide(Noted @event, EventContext context)
    {
        if (@event.Title == "unwanted")
            return Decision.Refuse(Unwanted);
        if (Failing.ContainsKey(@event.Title))
            throw new InvalidOperationException("It does not work today.");
        var id = Guid.CreateVersion7();
        return Decision.Accept()
            .Insert($"insert into task (id, customer_id, title) values ({id}, {context.Customer!.Value}, {@event.Title})")
            .Notify(new TaskAdded(id));
    }
}

internal sealed class CountHandler : IEventHandler<Counted, CountState>
{
    internal static Func<Task>? BetweenFetchAndStore { get; set; }

    public async Task<CountState> Fetch(Counted @event, Db db, CancellationToken cancellationToken)
    {
        var state = new CountState(await db.One<long>("select count(*) from task", cancellationToken));
        if (BetweenFetchAndStore is { } interfere)
            await interfere();
        return state;
    }

    public static Decision<Nothing> Decide(Counted @event, CountState state, EventContext context) => Decision.Accept().Insert(
        $"insert into task (id, customer_id, title) values ({Guid.CreateVersion7()}, {context.Customer!.Value}, {@event.Title + state.Count})");
}

/// <summary>Catches whatever passes through its fetch.</summary>
internal sealed class CarefulHandler : IEventHandler<Careful, CountState>
{
    internal static System.Collections.Concurrent.ConcurrentQueue<Exception> Caught { get; } = [];

    public async Task<CountState> Fetch(Careful @event, Db db, CancellationToken cancellationToken)
    {
        try
        {
            return new CountState(await db.One<long>("select count(*) from task", cancellationToken));
        }
        catch (Exception e)
        {
            Caught.Enqueue(e);
            return new CountState(-1);
        }
    }

    public static Decision<Nothing> Decide(Careful @event, CountState state, EventContext context) => Decision.Accept().Insert(
        $"insert into task (id, customer_id, title) values ({Guid.CreateVersion7()}, {context.Customer!.Value}, {@event.Title + state.Count})");
}

/// <summary>Hangs for each key until the test lets it go.</summary>
internal sealed class SlowHandler : IEventHandler<Slow, CountState>
{
    internal static System.Collections.Concurrent.ConcurrentDictionary<string, (TaskCompletionSource Entered, TaskCompletionSource Go)>
        Hanging
    { get; } = new();

    public async Task<CountState> Fetch(Slow @event, Db db, CancellationToken cancellationToken)
    {
        var (entered, go) = Hanging[@event.Key];
        entered.TrySetResult();
        await go.Task.WaitAsync(cancellationToken);
        return new CountState(await db.One<long>("select count(*) from task", cancellationToken));
    }

    public static Decision<Nothing> Decide(Slow @event, CountState state, EventContext context) => Decision.Accept();
}

/// <summary>The first of two handlers of an event; it reads nothing.</summary>
internal sealed class BlindHandler : IEventHandler<Paired>
{
    public static Decision<Nothing> Decide(Paired @event, EventContext context) => Decision.Accept().Insert(
        $"insert into task (id, customer_id, title) values ({Guid.CreateVersion7()}, {context.Customer!.Value}, {"blind-" + @event.Title})");
}

/// <summary>The second one, which decides on what it has read.</summary>
internal sealed class SightedHandler : IEventHandler<Paired, CountState>
{
    internal static Func<Task>? BetweenFetchAndStore { get; set; }

    public async Task<CountState> Fetch(Paired @event, Db db, CancellationToken cancellationToken)
    {
        var state = new CountState(await db.One<long>("select count(*) from task", cancellationToken));
        if (BetweenFetchAndStore is { } interfere)
            await interfere();
        return state;
    }

    public static Decision<Nothing> Decide(Paired @event, CountState state, EventContext context) => @event.Title == "unwanted"
        ? Decision.Refuse(NoteHandler.Unwanted)
        : Decision.Accept().Insert(
            $"insert into task (id, customer_id, title) values ({Guid.CreateVersion7()}, {context.Customer!.Value}, {@event.Title + state.Count})");
}

internal sealed class AsideHandler : IEventHandler<Aside>
{
    public static Decision<Nothing> Decide(Aside @event, EventContext context) => @event.Title == "unwanted"
        ? Decision.Refuse(NoteHandler.Unwanted)
        : Decision.Accept().Insert(
            $"insert into task (id, customer_id, title) values ({Guid.CreateVersion7()}, {context.Customer!.Value}, {@event.Title})");
}

internal sealed class EverywhereHandler : IEventHandler<Everywhere>
{
    public static Decision<Nothing> Decide(Everywhere @event, EventContext context) =>
        Decision.Accept().ChangeAny("update task set done = true");
}
