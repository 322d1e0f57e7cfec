using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace TestDigitalPlatform.Hosting.Health;

/// <summary>Healthy when the database answers.</summary>
internal sealed class DatabaseCheck(NpgsqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // Opening a connection to a silent server does not heed the token: it is left to its own time limit.
        await Ask(cancellationToken).WaitAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }

    private async Task Ask(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select 1");
        await command.ExecuteScalarAsync(cancellationToken);
    }
}
