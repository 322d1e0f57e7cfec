using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.InProcess;

internal static partial class InProcessLog
{
    [LoggerMessage(1400, LogLevel.Error, "{Identity}: the work for customer {Customer} failed; other customers go on.")]
    internal static partial void CustomerFailed(ILogger logger, string identity, string customer, Exception exception);

    [LoggerMessage(
        1401, LogLevel.Warning,
        "{Identity}: the work for customer {Customer} was refused ({Code}); other customers go on.")]
    internal static partial void CustomerRefused(ILogger logger, string identity, string customer, string code);

    [LoggerMessage(
        1402, LogLevel.Warning,
        "{Identity}: the run ended early, after {Customers} customers, because the database can't be reached.")]
    internal static partial void RunEndedEarly(ILogger logger, string identity, int customers, Exception exception);
}
