using TestDigitalPlatform;

namespace TestDigitalPlatform.Core.TestNode;

/// <summary>One of the events that are told.</summary>
/// <param name="Key">Its key.</param>
/// <param name="N">Its place among those of the key.</param>
/// <param name="IsPoison">Whether nobody can handle it.</param>
public sealed record Ticked(string Key, int N, bool IsPoison) : IEvent
{
    string IEvent.Subject => Key;
}

internal sealed class TickedHandler : IEventHandler<Ticked>
{
    internal static readonly Refusal Poison = new("chaos.poison", "Nobody can handle it.");

    // Nothing in the table forbids a double or a wrong order: what keeps them out is what is tested.
    public static Decision<Nothing> Decide(Ticked @event, EventContext context) => @event.IsPoison
        ? Decision.Refuse(Poison)
        : Decision.Accept().Insert(
            $"insert into effect (customer_id, key, n) values ({context.Customer!.Value}, {@event.Key}, {@event.N})");
}
