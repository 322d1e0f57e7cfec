using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RabbitMQ.Client;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.RabbitMq.Wire;

/// <summary>A message as AMQP carries it, with the headers of NServiceBus.</summary>
internal static class WireMessage
{
    private const string Json = "application/json";

    /// <summary>Writes the properties of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Who sends it.</param>
    /// <param name="enclosedTypes">Its type and those above it, as on the wire.</param>
    /// <param name="isForOne">Whether it is sent to one service, and not published.</param>
    internal static BasicProperties Write(
        TransportMessage message, WireSender sender, string enclosedTypes, bool isForOne = false)
    {
        var id = message.Id.ToString();
        var headers = new Dictionary<string, object?>(20, StringComparer.Ordinal)
        {
            [WireHeaders.MessageId] = id,
            [WireHeaders.MessageIntent] = isForOne ? "Send" : "Publish",
            [WireHeaders.EnclosedMessageTypes] = enclosedTypes,
            [WireHeaders.ContentType] = Json,
            [WireHeaders.ConversationId] = id,
            [WireHeaders.CorrelationId] = id,
            [WireHeaders.OriginatingEndpoint] = sender.Endpoint,
            [WireHeaders.OriginatingMachine] = sender.Machine,
            [WireHeaders.OriginatingHostId] = sender.HostId,
            [WireHeaders.TimeSent] = WireTime.Write(message.SentAt),
            [WireHeaders.Number] = message.Number.ToString(CultureInfo.InvariantCulture),
        };
        Add(WireHeaders.ReplyToAddress, sender.HasQueue ? sender.Endpoint : null);
        Add(WireHeaders.Key, message.Key);
        Add(WireHeaders.Previous, message.Previous);
        Add(WireHeaders.Customer, message.Customer);
        Add(WireHeaders.TraceParent, message.TraceParent);
        Add(WireHeaders.StartNewTrace, message.TraceParent is null ? null : isForOne ? "False" : "True");
        var properties = new BasicProperties
        {
            MessageId = id,
            Type = WireNames.Short(message.Type),
            CorrelationId = id,
            ContentType = Json,
            DeliveryMode = DeliveryModes.Persistent,
            Headers = headers,
        };
        if (sender.HasQueue)
            properties.ReplyTo = sender.Endpoint;
        return properties;

        void Add(string name, string? value)
        {
            if (value is not null)
                headers[name] = value;
        }
    }

    /// <summary>Reads what anybody may have sent: whatever is missing or wrong, a message comes of it.</summary>
    /// <param name="properties">The properties.</param>
    /// <param name="body">The body, which is kept.</param>
    /// <param name="handled">The types that the service handles: a message may be several.</param>
    internal static TransportMessage Read(
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, IReadOnlyCollection<string> handled)
    {
        var headers = properties.Headers;
        var type = TypeOf(Text(WireHeaders.EnclosedMessageTypes), properties.IsTypePresent() ? properties.Type : null, handled);
        var id = properties.IsMessageIdPresent() && !string.IsNullOrWhiteSpace(properties.MessageId) ? properties.MessageId : null;
        var sentAt = WireTime.Read(Text(WireHeaders.TimeSent))
            ?? (properties.IsTimestampPresent() ? TimeOf(properties.Timestamp) : DateTimeOffset.UnixEpoch);
        return new TransportMessage(
            id is null ? Guid.CreateVersion7() : IdOf(id),
            // Nothing tells whether it comes for the second time; so it takes no effect, and goes to the error queue.
            id is null ? $"{type} (without a message-id)" : type,
            Text(WireHeaders.OriginatingEndpoint) ?? "", Text(WireHeaders.Key),
            long.TryParse(Text(WireHeaders.Number), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
            Text(WireHeaders.Previous), Text(WireHeaders.Customer), sentAt, Text(WireHeaders.TraceParent), WithoutMark(body));

        string? Text(string name) =>
            headers is not null && headers.TryGetValue(name, out var value) ? TextOf(value) : null;
    }

    /// <summary>A header's value as text, whatever its type in AMQP.</summary>
    internal static string? TextOf(object? value) => value switch
    {
        null => null,
        string text => text,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        AmqpTimestamp time => WireTime.Write(TimeOf(time)),
        IDictionary<string, object?> table => string.Join(',', table.Select(pair => $"{pair.Key}={TextOf(pair.Value)}")),
        IEnumerable<object?> list => string.Join(';', list.Select(TextOf)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string TypeOf(string? enclosed, string? property, IReadOnlyCollection<string> handled)
    {
        // Each is a full name, and mostly an assembly's behind a comma.
        var names = (enclosed ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(WithoutAssembly).ToList();
        return names.FirstOrDefault(handled.Contains) ?? names.FirstOrDefault() ?? property ?? "";
    }

    private static string WithoutAssembly(string name)
    {
        // The arguments of a generic type have assemblies of their own, in brackets.
        var from = name.LastIndexOf(']') + 1;
        var comma = name.IndexOf(',', from);
        return comma < 0 ? name : name[..comma].TrimEnd();
    }

    // Another's id may be any text; the same one has the same GUID (RFC 9562, version 8).
    private static Guid IdOf(string text)
    {
        if (Guid.TryParse(text, out var id))
            return id;
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static DateTimeOffset TimeOf(AmqpTimestamp time) =>
        time.UnixTime is >= 0 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(time.UnixTime) : DateTimeOffset.UnixEpoch;

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
}
