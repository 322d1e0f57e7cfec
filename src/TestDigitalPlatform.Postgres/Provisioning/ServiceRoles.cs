using System.Text.RegularExpressions;
using Npgsql;

namespace TestDigitalPlatform.Postgres.Provisioning;

/// <summary>The three roles of a service and the database that they share.</summary>
internal sealed partial class ServiceRoles
{
    private const int AppPoolSize = 50;
    private const int OwnerPoolSize = 5;

    private readonly string service;
    private readonly NpgsqlConnectionStringBuilder admin;
    private readonly string adminPassword;

    private ServiceRoles(string service, NpgsqlConnectionStringBuilder admin, string adminPassword)
    {
        (this.service, this.admin, this.adminPassword) = (service, admin, adminPassword);
        (Owner, App, Platform) = ($"{service}_owner", $"{service}_app", $"{service}_platform");
    }

    public string Owner { get; }

    public string App { get; }

    public string Platform { get; }

    public static ServiceRoles Of(string service, string adminConnectionString)
    {
        if (!ServiceName().IsMatch(service))
            throw SetupErrors.BadServiceName(service);

        var admin = new NpgsqlConnectionStringBuilder(adminConnectionString);
        return string.IsNullOrEmpty(admin.Password)
            ? throw SetupErrors.NoAdminPassword()
            : new ServiceRoles(service, admin, admin.Password);
    }

    public async Task Make(NpgsqlConnection admin, CancellationToken cancellationToken)
    {
        await MakeRole(admin, Owner, "login", cancellationToken);
        await MakeRole(admin, App, "login noinherit", cancellationToken);
        await MakeRole(admin, Platform, "nologin", cancellationToken);

        // From 16 on each membership says what it gives; before, the member's own NOINHERIT did.
        var becomeOnly = admin.PostgreSqlVersion.Major >= 16 ? " with inherit false, set true" : "";
        await admin.Execute($"grant {Platform} to {App}{becomeOnly}", cancellationToken);
        await admin.Execute($"grant {Platform} to {Owner}", cancellationToken);

        // An administrator who is no superuser can give a database only to a role that it may become.
        if (!await IsSuperuser(admin, cancellationToken))
            await admin.Execute($"grant {Owner} to current_user", cancellationToken);
    }

    public async Task MakeDatabase(NpgsqlConnection admin, string database, CancellationToken cancellationToken)
    {
        const string ownerOf = "select pg_get_userbyid(datdba)::text from pg_database where datname = $1";
        var owner = await admin.Ask<string>(ownerOf, database, cancellationToken);
        if (owner is null)
            await admin.Execute(
                $"create database {Sql.Name(database)} owner {Owner} encoding 'UTF8'", cancellationToken);
        else if (owner != Owner)
            throw SetupErrors.OtherOwner(database, owner, Owner);

        await admin.Execute(
            $"""
            set role {Owner};
            revoke all on database {Sql.Name(database)} from public;
            grant connect on database {Sql.Name(database)} to {App};
            reset role
            """,
            cancellationToken);

        await using var inside = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Connections(database).Owner) { Pooling = false }.ConnectionString);
        await inside.OpenAsync(cancellationToken);
        await inside.Execute("revoke create on schema public from public", cancellationToken);
    }

    /// <summary>Lets another service's role connect to a database of this one's.</summary>
    public Task LetIn(NpgsqlConnection admin, string database, string role, CancellationToken cancellationToken) =>
        admin.Execute(
            $"set role {Owner}; grant connect on database {Sql.Name(database)} to {role}; reset role", cancellationToken);

    public ServiceDatabaseConnections Connections(string database)
    {
        var app = SignIn(App, database, service, AppPoolSize);
        // The pipeline leaves no session state behind, so cleaning up a connection before its next use is a waste.
        app.NoResetOnClose = true;
        app.MaxAutoPrepare = 200;
        app.AutoPrepareMinUsages = 2;
        return new ServiceDatabaseConnections(
            app.ConnectionString, SignIn(Owner, database, $"{service}-owner", OwnerPoolSize).ConnectionString);
    }

    private NpgsqlConnectionStringBuilder SignIn(string role, string database, string application, int poolSize) =>
        new(admin.ConnectionString)
        {
            Username = role,
            Password = RolePassword.Derive(this.adminPassword, role),
            Database = database,
            ApplicationName = application,
            MaxPoolSize = poolSize,
            // It would carry values of rows into logs.
            IncludeErrorDetail = false,
        };

    private async Task MakeRole(NpgsqlConnection admin, string role, string kind, CancellationToken cancellationToken)
    {
        const string isTooPowerful = "select rolsuper or rolbypassrls from pg_roles where rolname = $1";
        var verb = await admin.Ask<bool?>(isTooPowerful, role, cancellationToken) switch
        {
            true => throw SetupErrors.RoleTooPowerful(role),
            false => "alter",
            null => "create",
        };
        var password = kind.StartsWith("login", StringComparison.Ordinal)
            ? $"password '{RolePassword.Verifier(RolePassword.Derive(this.adminPassword, role))}'"
            : "";
        await admin.Execute($"{verb} role {role} {kind} {password}", cancellationToken);
    }

    private static async Task<bool> IsSuperuser(NpgsqlConnection admin, CancellationToken cancellationToken) =>
        await admin.Ask<bool>("select rolsuper from pg_roles where rolname = $1", admin.UserName!, cancellationToken);

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ServiceName();
}
