namespace Items;

/// <summary>Lets the account know that it changed.</summary>
internal sealed class ItemAddedHandler : IEventHandler<ItemAdded>
{
    public static Decision<Nothing> Decide(ItemAdded @event, EventContext context) => Decision.Accept()
        .Change($"update account set version = version + 1 where customer_id = {@event.Customer}");
}
