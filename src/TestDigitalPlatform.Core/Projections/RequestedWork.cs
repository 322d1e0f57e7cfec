using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Projections;

/// <summary>Does what people asked for in a table, piece by piece, on whichever node comes first.</summary>
/// <remarks>A node that ends in between leaves everything as it was, and another one begins anew.</remarks>
internal abstract class RequestedWork(TimeProvider time, ILogger logger) : BackgroundService
{
    private const int MaxErrorLength = 4_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private int failures;

    protected TimeProvider Time => time;

    protected ILogger Logger => logger;

    /// <summary>Does one piece of work, if there is any.</summary>
    /// <returns>Whether there was.</returns>
    internal abstract Task<bool> DoNext(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var worked = await DoNext(stoppingToken);
                failures = 0;
                if (worked)
                    continue;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (failures++ == 0)
                    ProjectionsLog.Interrupted(logger, e);
            }

            await Task.Delay(failures > 0 ? TransportFailure.Pause(failures) : Interval, time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What the table keeps of a failure.</summary>
    protected static string Told(Exception e) => e.Message.Length > MaxErrorLength ? e.Message[..MaxErrorLength] : e.Message;
}
