using TestDigitalPlatform.Postgres;

namespace ReferenceHost;

/// <summary>Where the services' databases are: on a server that the environment names, or on our own.</summary>
/// <remarks>
/// <c>ConnectionStrings__postgres</c> names an administrator, who makes each service's database and roles.
/// <c>ConnectionStrings__requests</c> and <c>ConnectionStrings__requests-owner</c> name one service's, made by somebody
/// else. <c>ConnectionStrings__messages</c> names the transport database, likewise.
/// </remarks>
internal sealed class Databases(Func<CancellationToken, Task<string>> startOwn)
{
    private readonly IConfiguration configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
    private string? admin;

    internal async Task<ServiceDatabaseConnections> Of(string service, CancellationToken cancellationToken)
    {
        if (configuration.GetConnectionString(service) is { } app)
            return new ServiceDatabaseConnections(app, configuration.GetConnectionString($"{service}-owner") ?? "");
        return await ServiceDatabase.Provision(await Admin(cancellationToken), service, cancellationToken);
    }

    /// <summary>Where the service's messages come and go.</summary>
    internal async Task<ServiceDatabaseConnections> Messages(string service, CancellationToken cancellationToken) =>
        configuration.GetConnectionString("messages") is { } shared
            ? new ServiceDatabaseConnections(shared, configuration.GetConnectionString("messages-owner") ?? "")
            : await ServiceDatabase.ProvisionMessages(await Admin(cancellationToken), service, cancellationToken);

    private async Task<string> Admin(CancellationToken cancellationToken) =>
        admin ??= configuration.GetConnectionString("postgres") ?? await startOwn(cancellationToken);
}
