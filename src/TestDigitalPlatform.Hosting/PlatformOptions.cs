using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform;

/// <summary>Controls how a service faces the network.</summary>
public sealed class PlatformOptions
{
    /// <summary>The configuration section these options are read from.</summary>
    public const string SectionName = "Platform";

    /// <summary>How large a request's body may be, in bytes.</summary>
    /// <value>1 MiB unless set; from 1 KiB to 100 MiB.</value>
    [Range(1_024, 100 * 1_024 * 1_024)]
    public int MaxBodyBytes { get; set; } = 1_024 * 1_024;

    /// <summary>How many requests are served at once; more are refused with 503 and <c>Retry-After</c>.</summary>
    /// <value>500 unless set; from 1 to 100,000.</value>
    /// <remarks>
    /// A refusal costs nothing, a queue costs everybody's time: keep it near what the database can serve within a
    /// second.
    /// </remarks>
    [Range(1, 100_000)]
    public int MaxConcurrentRequests { get; set; } = 500;

    /// <summary>Which part of <see cref="MaxConcurrentRequests"/> one customer may take; more of its requests are
    /// refused with 429 and <c>Retry-After</c>.</summary>
    /// <value>0.5 unless set; from 0.01 to 1, which leaves all to whoever comes first.</value>
    /// <remarks>
    /// A customer's users count together, each of the platform's own people alone, and all who are not signed in
    /// together.
    /// </remarks>
    [Range(0.01, 1.0)]
    public double CustomerShare { get; set; } = 0.5;

    /// <summary>How many connections may be open at once; more are closed as they come.</summary>
    /// <value>10,000 unless set; from 10 to 1,000,000.</value>
    /// <remarks>
    /// An open connection that asks for nothing takes some memory and one of the process's file handles, no place.
    /// </remarks>
    [Range(10, 1_000_000)]
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>How much memory the answers of cached queries may take, in MiB.</summary>
    /// <value>64 unless set; from 1 to 16,384.</value>
    /// <remarks>
    /// When it is used up, the answers that were not asked for the longest go. An answer larger than an eighth of it is
    /// not kept.
    /// </remarks>
    [Range(1, 16_384)]
    public int CacheMegabytes { get; set; } = 64;

    /// <summary>How long a client may take to send a request's headers, in seconds.</summary>
    /// <value>10 unless set; from 1 to 120.</value>
    [Range(1, 120)]
    public int HeaderSeconds { get; set; } = 10;

    /// <summary>How long requests under way may take to end after the service was told to stop, in seconds.</summary>
    /// <value>20 unless set; from 0 to 300.</value>
    [Range(0, 300)]
    public int DrainSeconds { get; set; } = 20;

    /// <summary>Whether the OpenAPI document and its reader are served.</summary>
    /// <value>In Development only, unless set.</value>
    public bool? Docs { get; set; }

    /// <summary>Whether the service only applies its migrations, as its owner, and ends.</summary>
    /// <value>No, unless set.</value>
    /// <remarks>
    /// For a step of the deployment that alone is given the owner's connection string. The process ends with 0 when the
    /// schema is that of this build, and listens to nobody.
    /// </remarks>
    public bool MigrateOnly { get; set; }
}
