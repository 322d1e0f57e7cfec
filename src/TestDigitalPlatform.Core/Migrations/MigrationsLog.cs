using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Migrations;

internal static partial class MigrationsLog
{
    [LoggerMessage(1000, LogLevel.Information, "{Service}: applied migration {Number}, {Name}.")]
    internal static partial void Applied(ILogger logger, string service, int number, string name);
}
