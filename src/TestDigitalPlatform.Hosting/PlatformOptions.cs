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

    /// <summary>Which part of <see cref="MaxConcurrentRequests"/>, and of the memory for bodies and answers, one customer
    /// may take when it is alone; more of its requests are refused with 429 and <c>Retry-After</c>.</summary>
    /// <value>0.5 unless set; from 0.01 to 1, which leaves all to whoever comes first.</value>
    /// <remarks>
    /// When several customers take all they can, each gets fewer places, so that some are left for others.
    /// A customer's users count together, each of the platform's own people alone, and all who are not signed in
    /// together.
    /// </remarks>
    [Range(0.01, 1.0)]
    public double CustomerShare { get; set; } = 0.5;

    /// <summary>How many connections may be open at once. When there are more, idle ones are closed first.</summary>
    /// <value>10,000 unless set; from 10 to 1,000,000. Fewer where memory or file handles are not enough for so
    /// many.</value>
    /// <remarks>Connections whose request is being served are not closed to make room.</remarks>
    [Range(10, 1_000_000)]
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>Which part of the connections, and of the memory for them, one client address may take.</summary>
    /// <value>0.5 unless set; from 0.01 to 1.</value>
    /// <remarks>
    /// When one address has more, its own idle connections are closed. An IPv6 address counts by its first 64 bits.
    /// </remarks>
    [Range(0.01, 1.0)]
    public double AddressShare { get; set; } = 0.5;

    /// <summary>The gateways and load balancers in front of the service, which carry many clients: each of their
    /// connections counts by itself, not by address.</summary>
    /// <value>None unless set; addresses and networks with <c>;</c> between, such as
    /// <c>10.0.0.7;10.1.0.0/16</c>.</value>
    public string? Proxies { get; set; }

    /// <summary>Which part of the process's memory clients may take, all together: half of it for connections and
    /// headers, a quarter for bodies of requests, a quarter for answers on their way.</summary>
    /// <value>0.4 unless set; from 0.05 to 0.8, of the limit of the garbage collector's heap.</value>
    [Range(0.05, 0.8)]
    public double MemoryShare { get; set; } = 0.4;

    /// <summary>How much memory the answers of cached queries may take, in MiB.</summary>
    /// <value>64 unless set; from 1 to 16,384. An eighth of the process's memory where that is less.</value>
    /// <remarks>
    /// When it is used up, the answers that were not asked for the longest go. An answer larger than an eighth of it is
    /// not kept.
    /// </remarks>
    [Range(1, 16_384)]
    public int CacheMegabytes { get; set; } = 64;

    /// <summary>How long a client may take to send a request's headers, in seconds; and, on a new connection, until it
    /// sends anything.</summary>
    /// <value>10 unless set; from 1 to 120.</value>
    [Range(1, 120)]
    public int HeaderSeconds { get; set; } = 10;

    /// <summary>How long a connection may be idle between two requests, in seconds.</summary>
    /// <value>130 unless set; from 1 to 3,600.</value>
    /// <remarks>Keep it longer than a load balancer keeps its connections, or requests meet connections that are being
    /// closed.</remarks>
    [Range(1, 3_600)]
    public int KeepAliveSeconds { get; set; } = 130;

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
