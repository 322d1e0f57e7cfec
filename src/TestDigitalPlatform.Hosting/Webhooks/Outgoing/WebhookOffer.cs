using System.Reflection;
using TestDigitalPlatform.Hosting.Encryption;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Hosting.Webhooks.Outgoing;

/// <summary>The events that a service offers to subscribers, by their public names.</summary>
internal sealed class WebhookOffer
{
    private readonly Dictionary<string, Type> byName;

    private WebhookOffer(Dictionary<string, Type> byName) => this.byName = byName;

    internal IReadOnlyList<string> Names => [.. byName.Keys.Order(StringComparer.Ordinal)];

    internal bool Has(string name) => byName.ContainsKey(name);

    /// <summary>What hands the events to subscribers.</summary>
    internal IEnumerable<EventSubscription> Subscriptions => byName.OrderBy(b => b.Key, StringComparer.Ordinal).Select(
        b => EventSubscription.OfAny(b.Value, EventTypes.Of(b.Value).Name, typeof(WebhookFanOut), new WebhookFanOut(b.Key)));

    /// <summary>The events with <see cref="WebhookAttribute"/> that the service handles, or that are declared beside its operations or
    /// in the service itself.</summary>
    /// <exception cref="PlatformException">TDP0373: one can't be offered.</exception>
    internal static WebhookOffer Of(ServiceDefinition definition)
    {
        var offered = definition.Endpoints.Select(e => e.Operation.Message.Assembly).Append(definition.Assembly).Distinct()
            .SelectMany(assembly => assembly.GetTypes())
            .Concat(definition.Handled.Select(h => h.Event)).Distinct()
            .Select(type => (Type: type, Declared: type.GetCustomAttribute<WebhookAttribute>(inherit: false)))
            .Where(e => e.Declared is not null)
            .Select(e => (e.Type, e.Declared!.Name)).ToList();
        foreach (var (type, name) in offered)
        {
            if (WhyNot(type, name) is { } why)
                throw new PlatformException("TDP0373", $"The event '{type.Name}' can't be offered as a webhook: {why}.");
        }

        foreach (var twice in offered.GroupBy(o => o.Name, StringComparer.Ordinal).Where(same => same.Count() > 1))
            throw new PlatformException(
                "TDP0373", $"{string.Join(" and ", twice.Select(t => $"'{t.Type.Name}'"))} have the same public name, '{twice.Key}'. "
                + "Give each a [Webhook] name of its own.");
        if (offered.Count == 0)
            throw new PlatformException(
                "TDP0373", "AddWebhooks found no event to offer. Put [Webhook(\"…\")] with a public name on one, or remove the call.");
        return new WebhookOffer(offered.ToDictionary(o => o.Name, o => o.Type, StringComparer.Ordinal));
    }

    private static string? WhyNot(Type type, string name) => type switch
    {
        _ when !type.IsAssignableTo(typeof(IEvent)) || type.IsAbstract || type.ContainsGenericParameters =>
            "it is not a record that implements IEvent. Remove [Webhook]",
        _ when name is not { Length: > 0 and <= 100 } || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-') =>
            $"its public name '{name}' is not lower-case words joined by full stops. Correct [Webhook]",
        _ when SensitiveMembers.AnyIn(type) =>
            "it has a sensitive member, which subscribers would get in clear. Declare an event without it",
        _ => null,
    };
}
