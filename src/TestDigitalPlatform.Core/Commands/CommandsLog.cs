using Microsoft.Extensions.Logging;
using Npgsql;

namespace TestDigitalPlatform.Commands;

internal static partial class CommandsLog
{
    [LoggerMessage(
        1100, LogLevel.Warning,
        "{Operation}: the database connection was lost on attempt {Attempt}; retrying with the same key.")]
    internal static partial void TriedAgain(ILogger logger, string operation, int attempt, Exception exception);

    // Without the exception: PostgreSQL's words quote the value.
    internal static void ValueRefused(ILogger logger, string operation, PostgresException e) =>
        ValueRefused(logger, operation, e.SqlState, e.TableName, e.ConstraintName);

    [LoggerMessage(
        1102, LogLevel.Warning,
        "{Operation}: the database rejected a value ({SqlState}; table {Table}, constraint {Constraint}).")]
    private static partial void ValueRefused(
        ILogger logger, string operation, string sqlState, string? table, string? constraint);
}
