namespace TestDigitalPlatform.Benchmarks.Messages.Service;

/// <summary>Tells an event of 1 KB.</summary>
/// <param name="N">Which one.</param>
[Post("/ticks"), Allow(Role.CustomerUser)]
public sealed record Tick(long N) : ICommand<Nothing>;

/// <summary>The event.</summary>
/// <param name="N">Which one.</param>
/// <param name="Key">What its order is kept within.</param>
/// <param name="Text">Makes it as large as it is.</param>
public sealed record Ticked(long N, string Key, string Text) : IEvent
{
    string IEvent.Subject => Key;
}

internal sealed class TickHandler : ICommandHandler<Tick, Nothing>
{
    public static Decision<Nothing> Decide(Tick command, CommandContext context) =>
        Decision.Accept().Notify(new Ticked(command.N, Load.KeyOf(command.N), Load.Text));
}

internal sealed class TickedHandler : IEventHandler<Ticked>
{
    public static Decision<Nothing> Decide(Ticked @event, EventContext context)
    {
        Arrivals.Stamp(@event.N);
        return Decision.Accept().Insert(
            $"insert into effect (customer_id, n, key) values ({context.Customer!.Value}, {@event.N}, {@event.Key})");
    }
}

/// <summary>Sends the commands.</summary>
[ServiceIdentity("clock", Role.CustomerUser, typeof(Tick))]
internal sealed class Clock;
