using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Migrations;

namespace TestDigitalPlatform.Hosting.Messages;

/// <summary>Makes the transport database's schema, where the service is given its owner's connection string.</summary>
/// <remarks>
/// Without it nothing is asked of the transport at the start: a service takes commands while its broker is away.
/// </remarks>
internal sealed class TransportStart(
    IConfiguration configuration, PlatformOptions options, ILogger<TransportStart> logger)
{
    private const string Owner = MessagesBuilderExtensions.Transport + "-owner";

    /// <exception cref="PlatformException">TDP0401: it can't be reached.</exception>
    internal async Task Run(CancellationToken cancellationToken)
    {
        // What only migrates has one role, and a shell takes no hyphen in a variable's name.
        var owner = configuration.GetConnectionString(Owner)
            ?? (options.MigrateOnly ? configuration.GetConnectionString(MessagesBuilderExtensions.Transport) : null);
        if (owner is null)
            return;
        PlatformBuilderExtensions.CheckConnectionString(Owner, owner);
        try
        {
            await Migrator.RunTransport(owner, MessagesBuilderExtensions.Transport, logger, cancellationToken);
        }
        catch (NpgsqlException e)
        {
            var server = new NpgsqlConnectionStringBuilder(owner);
            throw new PlatformException(
                "TDP0401", $"The transport database can't be reached at {server.Host}:{server.Port}: {e.Message} Check "
                + $"ConnectionStrings__{Owner} and that the server runs.", e);
        }
    }
}
