namespace TestDigitalPlatform.Postgres;

/// <summary>Controls the private PostgreSQL of one process.</summary>
public sealed class EmbeddedPostgresOptions
{
    /// <summary>
    /// The folder with the data, the administrator's password and the log; created if it does not exist.
    /// </summary>
    /// <remarks>
    /// One process at a time can use it. A root process whose folder the server's account cannot access (in a private
    /// home) uses a folder under <c>/var/lib/tdp</c> instead, and reports it through <see cref="Progress"/>.
    /// </remarks>
    public required string DataFolder { get; set; }

    /// <summary>The TCP port on 127.0.0.1.</summary>
    /// <value>Default: 0, a free port that differs at each start.</value>
    public int Port { get; set; }

    /// <summary>Whether a commit survives the loss of power.</summary>
    /// <value>
    /// Default: true. Use false for tests: faster, but a crash of the machine (not of the process) can lose all data.
    /// </value>
    public bool Durable { get; set; } = true;

    /// <summary>How many connections the server accepts.</summary>
    /// <value>Default: 200.</value>
    public int MaxConnections { get; set; } = 200;

    /// <summary>The time limit until the server accepts connections, including recovery after a crash.</summary>
    /// <value>Default: 60 seconds.</value>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The time limit of a fast shutdown; after it, the server is stopped immediately and recovers at the next start.
    /// </summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The folder with <c>postgres</c> and <c>initdb</c> to use.</summary>
    /// <value>
    /// Default: the folder in <c>TDP_POSTGRES_BIN</c>, otherwise the first one found on the machine, otherwise
    /// that of a referenced package <c>TestDigitalPlatform.Postgres.&lt;platform&gt;</c>, otherwise npm's.
    /// </value>
    public string? BinariesFolder { get; set; }

    /// <summary>
    /// Whether PostgreSQL installed on the machine may be used; false uses a referenced package, otherwise
    /// npm.
    /// </summary>
    /// <value>Default: true.</value>
    public bool UseMachineBinaries { get; set; } = true;

    /// <summary>The cache folder for programs from a package or from npm, about 60 MB.</summary>
    /// <value>
    /// Default: the folder in <c>TDP_CACHE</c>, otherwise <c>tdp</c> in the user's local data, for root
    /// <c>/var/cache/tdp</c>.
    /// </value>
    public string? CacheFolder { get; set; }

    /// <summary>
    /// Further server settings, by PostgreSQL's names, for example <c>shared_buffers</c> = <c>512MB</c>.
    /// </summary>
    public IDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Called with a message for each long step and for notable decisions.</summary>
    public Action<string>? Progress { get; set; }
}
