using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Postgres.Development;

internal static partial class DevelopmentLog
{
    [LoggerMessage(
        3000, LogLevel.Information,
        "A private PostgreSQL {Version} listens on 127.0.0.1:{Port}; its data is kept in {Folder}.")]
    internal static partial void Started(ILogger logger, Version version, int port, string folder);
}
