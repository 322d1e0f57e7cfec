using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform;

/// <summary>Says whose access tokens a service believes.</summary>
public sealed class PlatformTokenOptions
{
    /// <summary>The configuration section these options are read from.</summary>
    public const string SectionName = "Platform:Tokens";

    /// <summary>The audience that a token must be made for (RFC 9068, section 4), compared letter by letter.</summary>
    /// <value><c>tdp</c> unless set.</value>
    [Required]
    public string Audience { get; set; } = "tdp";

    /// <summary>
    /// The identity provider's address, whose discovery document names its keys; https outside Development.
    /// </summary>
    /// <value>Required outside Development. Set it in the configuration or in the call of <c>AddPlatform</c>, which reads
    /// it.</value>
    public string? Authority { get; set; }

    /// <summary>Where the development key is kept; used in Development only, when no authority is set.</summary>
    /// <value>Your user account's key unless set. Set it in the configuration or in the call of
    /// <c>AddPlatform</c>, which reads it.</value>
    public string? DevelopmentKeyFile { get; set; }

    /// <summary>Whether tokens are accepted while the identity provider does not say which are revoked.</summary>
    /// <value>
    /// <see langword="false"/> unless set: after 5 seconds of silence, callers get 503. Only the platform's own provider has a feed of
    /// revocations; tokens of another are accepted until they end.
    /// </value>
    public bool AcceptWithoutRevocations { get; set; }

    /// <summary>How many validated tokens are remembered, twice at most.</summary>
    /// <value>10,000 unless set; from 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int CacheSize { get; set; } = 10_000;
}
