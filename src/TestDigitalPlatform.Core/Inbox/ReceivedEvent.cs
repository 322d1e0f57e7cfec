using System.Text.Json;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Inbox;

/// <summary>What a message says as an event, and in whose name it is handled.</summary>
internal static class ReceivedEvent
{
    /// <summary>Reads an event, and decrypts its sensitive values.</summary>
    /// <exception cref="UnreadableMessageException">The body is too large, or is not such an event, or has a value that can't be
    /// decrypted.</exception>
    internal static async ValueTask<IEvent> Read(
        EventSubscription handler, TransportMessage message, Vault vault, CancellationToken cancellationToken)
    {
        Opening.Begin();
        var @event = Read(handler, message);
        if (Opening.Take() is not { } found)
            return @event;
        var customer = CustomerOf(message);
        try
        {
            await vault.Open(found, customer, readsAll: customer is null, cancellationToken);
            return @event;
        }
        catch (PlatformException e) when (e.Code == Vault.Unreadable)
        {
            throw new UnreadableMessageException("unreadable_body", e.Message, e);
        }
    }

    private static IEvent Read(EventSubscription handler, TransportMessage message)
    {
        if (message.TooLarge is { } bytes)
            throw new UnreadableMessageException(
                "too_large", $"The body has {bytes} bytes and may have {BlockLimit.MaxBodyBytes}. Only its beginning is kept.");
        try
        {
            var @event = handler.Read(message.Body.Span);
            // Nobody else has held what other systems write to its limits.
            return handler.Queue is not null && EventRules.Broken(@event) is { } broken ? throw new FormatException(broken) : @event;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or FormatException)
        {
            throw new UnreadableMessageException(
                "unreadable_body", $"The body is not a '{message.Type}': {e.Message}", e);
        }
    }

    /// <summary>Whose event it is. Another system says so in the body only.</summary>
    /// <exception cref="UnreadableMessageException">What stands there is not a customer's id.</exception>
    internal static CustomerId? CustomerOf(EventSubscription handler, IEvent @event, TransportMessage message) =>
        CustomerOf(message) ?? (handler.Queue is null ? null : EventTypes.Of(@event.GetType()).CustomerOf(@event));

    private static CustomerId? CustomerOf(TransportMessage message)
    {
        if (message.Customer is not { } text)
            return null;
        return CustomerId.TryParse(text, null, out var customer)
            ? customer
            : throw new UnreadableMessageException("unreadable_customer", "The message's customer is not a customer's id.");
    }

    // The event's own customer and no other: what is not said fails closed.
    internal static Caller CallerOf(EventSubscription handler, TransportMessage message, CustomerId? customer)
    {
        var user = UserId.TryParse($"service:{message.Source}", null, out var named) ? named : UserId.Parse("service");
        if (handler.AcrossCustomers || (handler.MayBeNobodys && customer is null))
            return new Caller(user, Role.PlatformMaintenance, null);
        return customer is null
            ? throw new UnreadableMessageException(
                "event_without_customer", $"The event belongs to no customer, and '{handler.Handler.Name}' works in the isolation "
                + "of one: mark the handler with [AcrossCustomers].")
            : new Caller(user, Role.CustomerUser, customer);
    }
}
