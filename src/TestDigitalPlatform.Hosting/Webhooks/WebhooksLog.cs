using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Hosting.Webhooks;

internal static partial class WebhooksLog
{
    [LoggerMessage(2710, LogLevel.Debug, "A webhook to {Path} was refused: {Code}.")]
    internal static partial void Refused(ILogger logger, string path, string code);

    [LoggerMessage(2711, LogLevel.Debug, "The webhook {Id} to {Path} was stored before.")]
    internal static partial void Repeated(ILogger logger, string path, string id);

    [LoggerMessage(2712, LogLevel.Warning, "A signed webhook to {Path} can't be read: {Reason}")]
    internal static partial void Unreadable(ILogger logger, string path, string reason);

    [LoggerMessage(
        2713, LogLevel.Warning,
        "The webhook {Path} has no secret, so it refuses everything. Set {Place}; outside Development the service would not start.")]
    internal static partial void NoSecret(ILogger logger, string path, string place);

    [LoggerMessage(2720, LogLevel.Warning, "Webhooks can't be delivered for now; it is tried again.")]
    internal static partial void Interrupted(ILogger logger, Exception exception);

    [LoggerMessage(2721, LogLevel.Information, "Webhooks are delivered again.")]
    internal static partial void Recovered(ILogger logger);

    [LoggerMessage(2722, LogLevel.Warning, "How the delivery {Delivery} ended could not be stored; it is sent again.")]
    internal static partial void NotNoted(ILogger logger, Guid delivery, Exception exception);

    [LoggerMessage(2723, LogLevel.Warning, "The webhook {Webhook} was disabled: {Reason}.")]
    internal static partial void Disabled(ILogger logger, Guid webhook, string reason);
}
