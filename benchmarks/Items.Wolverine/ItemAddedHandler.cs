namespace Items;

/// <summary>The event as a message; Wolverine's generated code needs it public.</summary>
public sealed record ItemAddedMessage(Guid Item, string Customer, string Title, string Priority);

/// <summary>Makes the message one that Wolverine routes; nothing is delivered while a run lasts.</summary>
public static class ItemAddedHandler
{
    public static void Handle(ItemAddedMessage message) => ArgumentNullException.ThrowIfNull(message);
}
