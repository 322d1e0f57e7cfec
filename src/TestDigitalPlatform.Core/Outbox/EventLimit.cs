using System.Text;
using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Outbox;

/// <summary>Holds what is told to a size that the outbox, the transport and all who handle it can bear.</summary>
/// <param name="logger">Tells operators: the sender can do little about it.</param>
/// <param name="maxBytes">How large an event may be, as JSON in UTF-8.</param>
internal sealed class EventLimit(ILogger logger, int maxBytes = MessageOptions.DefaultMaxEventBytes)
{
    private const int MaxKeyLength = 200;

    private static readonly Refusal TooLarge = new(
        "event_too_large", "What would be told of this is too large to be stored. Nothing was done. Send less at once.",
        RefusalKind.Invalid);

    private static readonly Refusal WrongKey = new(
        "event_key_not_storable",
        "A value that names what is told of this is too long or has a character that can't be stored. Nothing was done.",
        RefusalKind.Invalid);

    /// <exception cref="RefusedException">It can't be stored.</exception>
    internal void Check(IEvent @event, string name, string body)
    {
        // A character has at most three bytes, so most events need not be measured.
        if (body.Length > maxBytes / 3 && Encoding.UTF8.GetByteCount(body) is var bytes && bytes > maxBytes)
        {
            OutboxLog.TooLarge(logger, name, bytes, maxBytes);
            throw new RefusedException(TooLarge);
        }

        if (IsKey(@event.Subject) && IsKey(@event.OrderingKey))
            return;
        OutboxLog.WrongKey(logger, name, MaxKeyLength);
        throw new RefusedException(WrongKey);
    }

    private static bool IsKey(string key) => key.Length <= MaxKeyLength && !key.Contains('\0', StringComparison.Ordinal);
}
