using Microsoft.Extensions.Logging;
using Npgsql;

namespace TestDigitalPlatform.Data;

/// <summary>Repeats what only reads when the connection broke.</summary>
/// <remarks>
/// A loop around a try, written where it is used: a function that took the work as a delegate would cost each request
/// three objects.
/// </remarks>
internal static class Transient
{
    private const int MaxAttempts = 3;

    internal static bool MayReadAgain(NpgsqlException e, int attempt) => DatabaseError.IsWorthRepeating(e) && attempt < MaxAttempts;

    internal static Task Wait(
        NpgsqlException e, int attempt, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        TransientLog.FetchTriedAgain(logger, attempt, e);
        return Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(10, 50 << attempt)), time, cancellationToken);
    }
}

internal static partial class TransientLog
{
    [LoggerMessage(
        1101, LogLevel.Warning,
        "The database connection was lost during a fetch on attempt {Attempt}; retrying.")]
    internal static partial void FetchTriedAgain(ILogger logger, int attempt, Exception exception);
}
