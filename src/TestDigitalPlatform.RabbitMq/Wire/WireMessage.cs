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
        var headers = new Dictionary<string, object?>(24, StringComparer.Ordinal)
        {
            [WireHeaders.ConversationId] = id,
            [WireHeaders.CorrelationId] = id,
            [WireHeaders.MessageIntent] = isForOne ? "Send" : "Publish",
        };
        foreach (var (name, value) in message.Headers.All)
            headers[name] = value;
        headers[WireHeaders.MessageId] = id;
        headers[WireHeaders.EnclosedMessageTypes] = enclosedTypes;
        headers[WireHeaders.ContentType] = Json;
        headers[WireHeaders.OriginatingEndpoint] = sender.Endpoint;
        headers[WireHeaders.OriginatingMachine] = sender.Machine;
        headers[WireHeaders.OriginatingHostId] = sender.HostId;
        headers[WireHeaders.TimeSent] = WireTime.Write(message.SentAt);
        Set(headers, WireHeaders.ReplyToAddress, sender.HasQueue ? sender.Endpoint : null);
        Set(headers, WireHeaders.StartNewTrace, message.TraceParent is null ? null : isForOne ? "False" : "True");
        SetPlaced(headers, message);
        return Properties(headers);
    }

    /// <summary>Writes the properties of a message that was received, for a queue that gets a copy.</summary>
    /// <param name="message">The message.</param>
    /// <param name="besides">The headers that the copy has besides; without those that are null.</param>
    internal static BasicProperties Copy(TransportMessage message, IEnumerable<KeyValuePair<string, string?>> besides)
    {
        var headers = new Dictionary<string, object?>(40, StringComparer.Ordinal)
        {
            [WireHeaders.MessageId] = message.Id.ToString(),
            [WireHeaders.EnclosedMessageTypes] = message.Type,
        };
        Set(headers, WireHeaders.OriginatingEndpoint, message.Source.Length > 0 ? message.Source : null);
        Set(headers, WireHeaders.TimeSent, message.SentAt > DateTimeOffset.UnixEpoch ? WireTime.Write(message.SentAt) : null);
        foreach (var (name, value) in message.Headers.All)
            headers[name] = value;
        SetPlaced(headers, message);
        foreach (var (name, value) in besides)
            Set(headers, name, value);
        return Properties(headers);
    }

    /// <summary>A message without a body, which only says something.</summary>
    internal static BasicProperties Control(IEnumerable<KeyValuePair<string, string?>> says)
    {
        var headers = new Dictionary<string, object?>(StringComparer.Ordinal) { [WireHeaders.ControlMessage] = "True" };
        foreach (var (name, value) in says)
            Set(headers, name, value);
        return new BasicProperties
        {
            MessageId = Guid.CreateVersion7().ToString(),
            DeliveryMode = DeliveryModes.Persistent,
            Headers = headers,
        };
    }

    private static void SetPlaced(Dictionary<string, object?> headers, TransportMessage message)
    {
        // What is for one receiver, or comes from others, has no order.
        Set(headers, WireHeaders.Number, message.Number == 0 ? null : message.Number.ToString(CultureInfo.InvariantCulture));
        Set(headers, WireHeaders.Key, message.Key);
        Set(headers, WireHeaders.Previous, message.Key is null ? null : message.Previous);
        Set(headers, WireHeaders.Customer, message.Customer);
        Set(headers, WireHeaders.TraceParent, message.TraceParent);
    }

    private static void Set(Dictionary<string, object?> headers, string name, string? value)
    {
        if (value is null)
            headers.Remove(name);
        else
            headers[name] = value;
    }

    // AMQP says some of it in places of its own, which hold 255 bytes.
    private static BasicProperties Properties(Dictionary<string, object?> headers)
    {
        var properties = new BasicProperties
        {
            MessageId = Text(WireHeaders.MessageId),
            ContentType = Text(WireHeaders.ContentType) ?? "application/octet-stream",
            DeliveryMode = DeliveryModes.Persistent,
            Headers = headers,
        };
        if (headers.TryGetValue(WireHeaders.EnclosedMessageTypes, out var types) && types is string { Length: > 0 } all)
            properties.Type = WireNames.Short(WithoutAssembly(all.Split(';')[0]));
        if (Text(WireHeaders.CorrelationId) is { } correlation)
            properties.CorrelationId = correlation;
        if (Text(WireHeaders.ReplyToAddress) is { } address)
            properties.ReplyTo = address;
        return properties;

        string? Text(string name) => headers.TryGetValue(name, out var value) && value is string text && WireNames.Fits(text) ? text : null;
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
            Text(WireHeaders.Previous), Text(WireHeaders.Customer), sentAt, Text(WireHeaders.TraceParent), WithoutMark(body))
        { Headers = Others(properties, id) };

        string? Text(string name) =>
            headers is not null && headers.TryGetValue(name, out var value) ? TextOf(value) : null;
    }

    /// <summary>Reads a message of another system's queue, which says of itself at most its id.</summary>
    /// <remarks>
    /// Key, number and customer would be of other services, and a time that changes when the message is sent again would make it another
    /// message: none of them counts. The type and the id are kept in the headers, by which a failed message that comes again through the
    /// service's own queue is the same one.
    /// </remarks>
    internal static TransportMessage ReadForeign(
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, ForeignQueue queue)
    {
        var theirs = properties.IsMessageIdPresent() && !string.IsNullOrWhiteSpace(properties.MessageId) ? properties.MessageId : null;
        // Their ids may be numbers, so those of two queues may be alike.
        var id = theirs is null ? IdOf(Encoding.UTF8.GetBytes($"{queue.Name}\0"), body.Span)
            : Guid.TryParse(theirs, out var given) ? given : IdOf(Encoding.UTF8.GetBytes($"{queue.Name}\0\0{theirs}"), default);
        KeyValuePair<string, string?>[] own = [new(WireHeaders.EnclosedMessageTypes, queue.Type), new(WireHeaders.ForeignId, theirs ?? "none")];
        var headers = own.Concat(Others(properties, id.ToString()).All
            .Where(header => header.Key is not (WireHeaders.TimeSent or WireHeaders.OriginatingEndpoint or WireHeaders.EnclosedMessageTypes))
            .Select(header => KeyValuePair.Create(header.Key, (string?)header.Value)));
        var trace = properties.Headers is { } all && all.TryGetValue(WireHeaders.TraceParent, out var parent) ? TextOf(parent) : null;
        return new TransportMessage(
            id, queue.Type, queue.Name, null, 0, null, null, DateTimeOffset.UnixEpoch, trace, WithoutMark(body))
        { Headers = MessageHeaders.Of(headers) };
    }

    // What goes on with the message. Properties say the same as headers, and count.
    private static MessageHeaders Others(IReadOnlyBasicProperties properties, string? id)
    {
        var kept = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in properties.Headers ?? Enumerable.Empty<KeyValuePair<string, object?>>())
        {
            if (WireHeaders.IsKept(name))
                kept[name] = TextOf(value);
        }

        kept[WireHeaders.MessageId] = id;
        if (properties.IsReplyToPresent())
            kept[WireHeaders.ReplyToAddress] = properties.ReplyTo;
        if (kept.GetValueOrDefault(WireHeaders.CallbackQueue) is { } callback)
            kept[WireHeaders.ReplyToAddress] = callback;
        if (properties.IsCorrelationIdPresent())
            kept[WireHeaders.CorrelationId] = properties.CorrelationId;
        if (properties.IsContentTypePresent())
            kept[WireHeaders.ContentType] = properties.ContentType;
        if (properties.IsTypePresent() && kept.GetValueOrDefault(WireHeaders.EnclosedMessageTypes) is null)
            kept[WireHeaders.EnclosedMessageTypes] = properties.Type;
        return MessageHeaders.Of(kept.OrderByDescending(header => WireHeaders.IsKnown(header.Key)));
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
        return IdOf(Encoding.UTF8.GetBytes(text), default);
    }

    private static Guid IdOf(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(first);
        hash.AppendData(second);
        var bytes = hash.GetHashAndReset().AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static DateTimeOffset TimeOf(AmqpTimestamp time) =>
        time.UnixTime is >= 0 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(time.UnixTime) : DateTimeOffset.UnixEpoch;

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
}
