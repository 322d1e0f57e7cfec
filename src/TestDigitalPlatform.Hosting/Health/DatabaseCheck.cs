using Microsoft.Extensions.Diagnostics.HealthChecks;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.Hosting.Health;

/// <summary>Healthy when the database answers.</summary>
/// <remarks>
/// Anybody may ask, as often as they like: those who ask at once share one question, so they can't take all
/// connections.
/// </remarks>
internal sealed class DatabaseCheck(Database database) : IHealthCheck
{
    /// <summary>Longer than a database under load needs, and shorter than an orchestrator's patience.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock door = new();
    private Task question = Task.CompletedTask;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await AskTogether().WaitAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }

    private Task AskTogether()
    {
        lock (door)
            return question.IsCompleted ? question = Ask() : question;
    }

    private async Task Ask()
    {
        using var patience = new CancellationTokenSource(Patience);
        // Opening a connection to a silent server does not heed the token: it is left to its own time limit.
        await Select(patience.Token).WaitAsync(patience.Token);
    }

    private async Task Select(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select 1");
        await command.ExecuteScalarAsync(cancellationToken);
    }
}
