using System.Reflection;
using System.Text.Json;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Webhooks;

/// <summary>A path that webhooks are sent to, with the events that come there.</summary>
internal sealed class IncomingWebhook
{
    private readonly Dictionary<string, EventSubscription> byType;
    private readonly EventSubscription? whole;

    private IncomingWebhook(string path, IReadOnlyList<(OnWebhookAttribute Declared, EventSubscription Event)> events)
    {
        Path = path;
        Name = path[(path.LastIndexOf('/') + 1)..];
        whole = events.FirstOrDefault(e => e.Declared.Type is null).Event;
        byType = events.Where(e => e.Declared.Type is not null)
            .ToDictionary(e => e.Declared.Type!, e => e.Event, StringComparer.Ordinal);
    }

    /// <summary>What it is called in the configuration.</summary>
    internal string Name { get; }

    internal string Path { get; }

    /// <summary>Whether the path says whose an event is.</summary>
    internal bool IsOfCustomer => Path.Contains(CustomerPart, StringComparison.Ordinal);

    /// <summary>The segment of a path that says whose an event is.</summary>
    internal const string CustomerPart = "{customer}";

    /// <summary>The event that a whole body is; <see langword="null"/> where bodies have a type.</summary>
    internal Type? Whole => whole?.Event;

    /// <summary>The events by the type that a body has.</summary>
    internal IEnumerable<(string Type, Type Event)> Typed => byType.Select(t => (t.Key, t.Value.Event));

    /// <summary>The paths of a service.</summary>
    /// <exception cref="PlatformException">TDP0372: two of them can't be told apart.</exception>
    internal static IReadOnlyList<IncomingWebhook> Of(IEnumerable<EventSubscription> handled)
    {
        var events = handled.DistinctBy(h => h.Event)
            .Select(h => (Declared: DeclaredBy(h.Event), Event: h))
            .Where(e => e.Declared is not null)
            .Select(e => (Declared: e.Declared!, e.Event)).ToList();
        foreach (var twice in events.GroupBy(e => (e.Declared.Path, e.Declared.Type)).Where(same => same.Count() > 1))
            throw Ambiguous($"{Names(twice.Select(e => e.Event))} come at {twice.Key.Path} and have the same Type");
        foreach (var mixed in events.GroupBy(e => e.Declared.Path)
            .Where(at => at.Count() > 1 && at.Any(e => e.Declared.Type is null)))
            throw Ambiguous($"{Names(mixed.Select(e => e.Event))} come at {mixed.Key}, and not each has a Type");
        var webhooks = events.GroupBy(e => e.Declared.Path, StringComparer.Ordinal)
            .Select(at => new IncomingWebhook(at.Key, [.. at])).OrderBy(w => w.Path, StringComparer.Ordinal).ToList();
        foreach (var twice in webhooks.GroupBy(w => w.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
            throw Ambiguous($"{string.Join(" and ", twice.Select(w => w.Path))} have the same last segment, "
                + "which names the webhook in the configuration");
        return webhooks;
    }

    internal static OnWebhookAttribute? DeclaredBy(Type type) => type.GetCustomAttribute<OnWebhookAttribute>(inherit: false);

    /// <summary>Reads a body.</summary>
    /// <returns>The event; <see langword="null"/> for a type of message that the service does not take.</returns>
    /// <exception cref="JsonException">It can't be read.</exception>
    internal IEvent? Read(ReadOnlyMemory<byte> body)
    {
        if (whole is not null)
            return whole.Read(body.Span);
        using var message = JsonDocument.Parse(body);
        if (message.RootElement is not { ValueKind: JsonValueKind.Object } root
            || !root.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
            throw new JsonException("The member 'type' is missing.");
        if (!byType.TryGetValue(type.GetString()!, out var known))
            return null;
        return root.TryGetProperty("data", out var data)
            ? known.Read(JsonSerializer.SerializeToUtf8Bytes(data))
            : throw new JsonException("The member 'data' is missing.");
    }

    private static string Names(IEnumerable<EventSubscription> events) =>
        string.Join(" and ", events.Select(e => $"'{e.Event.Name}'"));

    private static PlatformException Ambiguous(string why) => new(
        "TDP0372", $"Incoming webhooks can't be told apart: {why}. Give each its own path, or each record of a path its own Type.");
}
