using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TestDigitalPlatform;

/// <summary>Controls how a service faces the network.</summary>
/// <remarks>
/// Set them in the configuration, in the call of <c>AddPlatform</c>, or by <c>services.Configure&lt;PlatformOptions&gt;(…)</c>. They
/// are checked at the start, and everything that is wrong is told at once.
/// </remarks>
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

    /// <summary>How long requests under way may take to end after the service was told to stop.</summary>
    /// <value>20 seconds unless set; from 0 to 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The connections that clients open.</summary>
    [ValidateObjectMembers]
    public PlatformConnectionOptions Connections { get; } = new();

    /// <summary>Whose access tokens are believed.</summary>
    [ValidateObjectMembers]
    public PlatformTokenOptions Tokens { get; } = new();

    /// <summary>The languages in which problems are told, by the caller's <c>Accept-Language</c> (RFC 9110, section
    /// 12.5.4); everybody else is told in the first.</summary>
    /// <value><c>en;de</c> unless set; language tags (RFC 5646) with <c>;</c> between.</value>
    /// <remarks>
    /// The platform speaks English and German. Any other language, and a service's own refusals, are the service's: in
    /// <c>Resources/Problems.&lt;language&gt;.resx</c>. What is not translated is told in English.
    /// </remarks>
    [Required]
    public string Languages { get; set; } = "en;de";

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
