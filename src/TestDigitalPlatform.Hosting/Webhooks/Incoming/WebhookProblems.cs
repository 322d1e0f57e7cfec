using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Webhooks.Incoming;

/// <summary>Why an incoming webhook is refused.</summary>
internal static class WebhookProblems
{
    internal static readonly Problem MissingHeader = new(
        StatusCodes.Status400BadRequest, "webhook.invalid_header",
        "Send the headers webhook-id, webhook-timestamp and webhook-signature, each once, as Standard Webhooks defines them.");

    internal static readonly Problem OutsideWindow = new(
        StatusCodes.Status400BadRequest, "webhook.timestamp_outside_window",
        "webhook-timestamp is more than five minutes away from the time here. Sign each attempt anew, and check the clock.");

    internal static readonly Problem NotSigned = new(
        StatusCodes.Status403Forbidden, "webhook.invalid_signature",
        "The signature is not that of this body, id and timestamp under a secret that is valid here.");

    internal static readonly Problem NotConfigured = new(
        StatusCodes.Status403Forbidden, "webhook.not_configured",
        "No secret is configured for this webhook, so nobody can send it.");

    internal static readonly Problem NotText = new(
        StatusCodes.Status400BadRequest, "webhook.unreadable_body", "The body is not UTF-8.");

    internal static readonly Problem WrongCustomer = new(
        StatusCodes.Status400BadRequest, "webhook.wrong_customer",
        "The body names another customer than the path.");

    internal static Problem Unreadable(string why) => new(
        StatusCodes.Status400BadRequest, "webhook.unreadable_body", $"The body can't be read: {why}");
}
