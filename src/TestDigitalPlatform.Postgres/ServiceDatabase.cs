using Npgsql;
using TestDigitalPlatform.Postgres.Provisioning;

namespace TestDigitalPlatform.Postgres;

/// <summary>Creates and drops the databases of services, on the embedded server or any other.</summary>
/// <remarks>
/// The administrator is a superuser, or a role with <c>CREATEDB</c> and <c>CREATEROLE</c>. Requires PostgreSQL 15.
/// </remarks>
public static class ServiceDatabase
{
    /// <summary>
    /// Creates the service's roles and its database if they do not exist; running it again changes nothing.
    /// </summary>
    /// <remarks>
    /// <para>Roles: <c>&lt;service&gt;_owner</c> owns the database, <c>&lt;service&gt;_app</c> serves requests, and
    /// <c>&lt;service&gt;_platform</c>, which can't sign in, is the role that the other two switch to with
    /// <c>set local role</c> for work across customers. No other role may connect.</para>
    /// <para>The passwords are derived from the administrator's (HMAC-SHA256), so that any number of hosts agree on
    /// them without storing them; they change with it. Several hosts can do this at the same time.</para>
    /// </remarks>
    /// <param name="adminConnectionString">The administrator's connection string, with a password.</param>
    /// <param name="service">A lower-case letter, then up to 40 lower-case letters, digits or underscores.</param>
    /// <param name="cancellationToken">Cancels the operation; the next call completes it.</param>
    /// <param name="database">The database's name. Default: the service's name.</param>
    /// <exception cref="PostgresSetupException">The name is not valid (TDP0210), or TDP0211 to TDP0213.</exception>
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

    /// <summary>
    /// Makes the database through which the services of a deployment exchange messages, where it is missing, and lets one
    /// service in.
    /// </summary>
    /// <remarks>
    /// It is owned by the role <c>messages_owner</c>. The service signs in as <c>&lt;service&gt;_app</c>, which may call
    /// the functions of the schema <c>tdp</c> there and touch no table. The schema is made by the first service that starts
    /// with the owner's connection string. Running it again changes nothing.
    /// </remarks>
    /// <param name="adminConnectionString">Signs in as the administrator, with a password.</param>
    /// <param name="service">The service that is let in: a small letter, then up to 40 small letters, digits or
    /// underscores.</param>
    /// <param name="cancellationToken">Stops the work; what is half done is completed by the next call.</param>
    /// <param name="database">The database's name; null: <c>messages</c>.</param>
    /// <returns>How the service reaches it, and how its owner does: the connection strings <c>messages</c> and
    /// <c>messages-owner</c>.</returns>
    /// <exception cref="PostgresSetupException">The name is not one (TDP0210), or TDP0211 to TDP0213.</exception>
    public static async Task<ServiceDatabaseConnections> ProvisionMessages(
        string adminConnectionString, string service, CancellationToken cancellationToken, string? database = null)
    {
        var name = database ?? Messages;
        var (roles, owner) = (ServiceRoles.Of(service, adminConnectionString), ServiceRoles.Of(Messages, adminConnectionString));
        await using var admin = await Open(adminConnectionString, cancellationToken);
        await admin.Execute($"select pg_advisory_lock({ProvisioningLock})", cancellationToken);
        await owner.Make(admin, cancellationToken);
        await owner.MakeDatabase(admin, name, cancellationToken);
        await roles.Make(admin, cancellationToken);
        await owner.LetIn(admin, name, roles.App, cancellationToken);
        return new ServiceDatabaseConnections(roles.Connections(name).App, owner.Connections(name).Owner);
    }

    /// <summary>Drops a database and closes its connections, if it exists. The roles are kept.</summary>
    public static async Task DropDatabase(
        string adminConnectionString, string database, CancellationToken cancellationToken = default)
    {
        await using var admin = await Open(adminConnectionString, cancellationToken);
        await admin.Execute($"drop database if exists {Sql.Name(database)} with (force)", cancellationToken);
    }

    /// <summary>
    /// Copies a database with its owner and its connect privileges, in tens of milliseconds if it is small.
    /// </summary>
    /// <remarks>The template must have no connections; otherwise PostgreSQL fails with 55006.</remarks>
    public static async Task CreateFromTemplate(
        string adminConnectionString, string template, string name, CancellationToken cancellationToken = default)
    {
        await using var admin = await Open(adminConnectionString, cancellationToken);
        await DatabaseCopy.Make(admin, template, name, cancellationToken);
    }

    private const string Messages = "messages";

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
