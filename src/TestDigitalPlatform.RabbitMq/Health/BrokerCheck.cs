using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TestDigitalPlatform.RabbitMq.Health;

/// <summary>Degraded while the broker is away or accepts nothing: events wait, and requests are served.</summary>
/// <remarks>Anybody may ask, as often as they like: those who ask at once share one attempt, and none waits for it
/// long.</remarks>
internal sealed class BrokerCheck(RabbitMqTransport transport) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(300);

    private readonly Lock gate = new();
    private Task<string?> attempt = Task.FromResult<string?>(null);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var asked = Ask();
        await Task.WhenAny(asked, Task.Delay(Limit, cancellationToken));
        return !asked.IsCompletedSuccessfully
            ? HealthCheckResult.Degraded("no answer")
            : await asked is { } problem ? HealthCheckResult.Degraded(problem) : HealthCheckResult.Healthy();
    }

    private Task<string?> Ask()
    {
        lock (gate)
            return attempt.IsCompleted ? attempt = Try() : attempt;
    }

    private async Task<string?> Try()
    {
        try
        {
            return await transport.Problem(CancellationToken.None);
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }
}
