using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using TestDigitalPlatform.Hosting.Outbound;

namespace TestDigitalPlatform.Hosting.Webhooks.Outgoing;

/// <summary>Whether what somebody wants to subscribe to can be delivered.</summary>
internal sealed class WebhookTarget(WebhookOffer offer, AddressRules rules, IHostEnvironment environment)
{
    public static readonly Refusal InvalidUrl = new(
        "webhook.invalid_url",
        "The URL is not an absolute one that begins with https and has neither a user name nor a fragment.", RefusalKind.Invalid);

    public static readonly Refusal NotAllowed = new(
        "webhook.address_not_allowed", "The URL leads to an address that webhooks are not sent to: only public ones can be used.",
        RefusalKind.Invalid);

    public static readonly Refusal UnknownEvent = new(
        "webhook.unknown_event", "The service does not offer one of the events. GET /webhooks/events lists those that it offers.",
        RefusalKind.Invalid);

    public static readonly Refusal InvalidFilter = new(
        "webhook.invalid_filter", "The filter is not a JSON object.", RefusalKind.Invalid);

    /// <returns><see langword="null"/> if it can.</returns>
    internal Refusal? Check(string url, IReadOnlyList<string> events, string? filter)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !IsScheme(uri) || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0
            || !HasName(uri))
            return InvalidUrl;
        // What a name stands for is looked at with each connection; a literal address is known now.
        if (uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6
            && !(IPAddress.TryParse(uri.DnsSafeHost, out var address) && rules.Allow(address)))
            return NotAllowed;
        if (!events.All(offer.Has))
            return UnknownEvent;
        return filter is null || IsObject(filter) ? null : InvalidFilter;
    }

    private bool IsScheme(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && environment.IsDevelopment());

    // A name with other letters may have no form that DNS knows (RFC 5891, section 4).
    private static bool HasName(Uri uri)
    {
        try
        {
            return uri.IdnHost.Length is > 0 and <= 253;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    private static bool IsObject(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
