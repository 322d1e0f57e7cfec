using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Hosting.Authentication;

internal static partial class TokenLog
{
    [LoggerMessage(
        2300, LogLevel.Error,
        "Access tokens can't be checked: the identity provider's keys could not be read: {Reason}.")]
    internal static partial void NoKeys(ILogger logger, string reason);

    [LoggerMessage(
        2301, LogLevel.Warning,
        "The identity provider's keys could not be refreshed: {Reason}. The known keys stay valid for {Hours} hours.")]
    internal static partial void KeysNotRefreshed(ILogger logger, string reason, int hours);

    [LoggerMessage(2302, LogLevel.Information, "The identity provider {Issuer} responds; it has {Count} keys.")]
    internal static partial void KeysFetched(ILogger logger, string issuer, int count);

    [LoggerMessage(2303, LogLevel.Warning, "A token was rejected: {Reason}.")]
    internal static partial void RefusedInDevelopment(ILogger logger, string reason);

    [LoggerMessage(2304, LogLevel.Debug, "A token was rejected: {Reason}.")]
    internal static partial void Refused(ILogger logger, string reason);

    [LoggerMessage(
        2305, LogLevel.Error, "The identity provider does not say which tokens are revoked: {Reason}. Callers get 503 after 5 seconds.")]
    internal static partial void NoRevocations(ILogger logger, string reason);
}
