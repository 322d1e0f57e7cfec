using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Encryption;

internal static partial class EncryptionLog
{
    [LoggerMessage(3100, LogLevel.Information, "The key of customer {Customer} was rotated.")]
    internal static partial void Rotated(ILogger logger, CustomerId customer);

    [LoggerMessage(
        3101, LogLevel.Information, "Customer {Customer} was erased: {Keys} keys were destroyed. Nodes use them for 30 seconds more at most.")]
    internal static partial void Erased(ILogger logger, CustomerId customer, int keys);

    [LoggerMessage(3102, LogLevel.Warning, "Customers' keys can't be rotated or destroyed now; trying again.")]
    internal static partial void Interrupted(ILogger logger, Exception exception);
}
