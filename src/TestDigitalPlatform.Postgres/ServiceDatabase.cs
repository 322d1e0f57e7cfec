using Npgsql;
using TestDigitalPlatform.Postgres.Provisioning;

namespace TestDigitalPlatform.Postgres;

/// <summary>Makes and drops the databases of services, on the embedded server or on a real one.</summary>
/// <remarks>
/// The administrator is a superuser, or a role with <c>CREATEDB</c> and <c>CREATEROLE</c>. From PostgreSQL 15 on.
/// </remarks>
public static class ServiceDatabase
{
    /// <summary>
    /// Makes the service's roles and its database where they are missing; running it again changes nothing.
    /// </summary>
    /// <remarks>
    /// <para>Roles: <c>&lt;service&gt;_owner</c> owns the database, <c>&lt;service&gt;_app</c> works in it, and
    /// <c>&lt;service&gt;_platform</c>, which nobody signs in as, is what the other two may become with
    /// <c>set local role</c> for work across customers. No other role may connect.</para>
    /// <para>The passwords are derived from the administrator's (HMAC-SHA256), so that any number of hosts agree on
    /// them and nobody stores them; they change with it. Several hosts may do this at once.</para>
    /// </remarks>
    /// <param name="adminConnectionString">Signs in as the administrator, with a password.</param>
    /// <param name="service">A small letter, then up to 40 small letters, digits or underscores.</param>
    /// <param name="cancellationToken">Stops the work; what is half done is completed by the next call.</param>
    /// <param name="database">The database's name; null: the service's name.</param>
    /// <exception cref="PostgresSetupException">The name is not one (TDP0210), or TDP0211 to TDP0213.</exception>
    public static async Task<ServiceDatabaseConnections> Provision(
        string adminConnectionString, string service, CancellationToken cancellationToken, string? database = null)
    {
        var roles = ServiceRoles.Of(service, adminConnectionString);
        await using var admin = await Open(adminConnectionString, cancellationToken);
        await admin.Execute($"select pg_advisory_lock({ProvisioningLock})", cancellationToken);

        // The connection is not pooled: closing it lets go of the lock, also after an error.
        await roles.Make(admin, cancellationToken);
        await roles.MakeDatabase(admin, database ?? service, cancellationToken);
        return roles.Connections(database ?? service);
    }

    /// <summary>Drops a database and cuts its connections; does nothing when there is none. The roles stay.</summary>
    public static async Task DropDatabase(
        string adminConnectionString, string database, CancellationToken cancellationToken = default)
    {
        await using var admin = await Open(adminConnectionString, cancellationToken);
        await admin.Execute($"drop database if exists {Sql.Name(database)} with (force)", cancellationToken);
    }

    /// <summary>
    /// Copies a database, with its owner and its rights to connect, in some tens of milliseconds if it is small.
    /// </summary>
    /// <remarks>Nobody may be connected to the template meanwhile; PostgreSQL refuses otherwise (55006).</remarks>
    public static async Task CreateFromTemplate(
        string adminConnectionString, string template, string name, CancellationToken cancellationToken = default)
    {
        await using var admin = await Open(adminConnectionString, cancellationToken);
        await DatabaseCopy.Make(admin, template, name, cancellationToken);
    }

    // Any number that no service takes; the same in every version of this package.
    private const long ProvisioningLock = 0x5444_5000_0001;

    private static async Task<NpgsqlConnection> Open(string connectionString, CancellationToken cancellationToken)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        var connection = new NpgsqlConnection(unpooled.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
