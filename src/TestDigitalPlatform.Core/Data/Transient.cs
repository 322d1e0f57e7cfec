using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Commands;

namespace TestDigitalPlatform.Data;

/// <summary>Repeats what only reads when the connection broke.</summary>
internal static class Transient
{
    private const int MaxAttempts = 3;

    internal static async Task<T> Retry<T>(Func<Task<T>> read, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await read();
            }
            catch (NpgsqlException e) when (e.IsTransient && attempt < MaxAttempts)
            {
                CommandsLog.FetchTriedAgain(logger, attempt, e);
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(10, 50 << attempt)), time, cancellationToken);
            }
        }
    }
}
