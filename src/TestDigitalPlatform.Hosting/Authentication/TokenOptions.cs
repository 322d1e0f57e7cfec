using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Says whose tokens a service believes.</summary>
internal sealed class TokenOptions
{
    internal const string SectionName = "Platform:Tokens";

    /// <summary>The audience that a token must be made for (RFC 9068, section 4), compared letter by letter.</summary>
    [Required]
    public string Audience { get; set; } = "tdp";

    /// <summary>
    /// The identity provider's address, whose discovery document names its keys; https outside Development.
    /// </summary>
    public string? Authority { get; set; }

    /// <summary>Where the development key is kept; used in Development only, when no authority is set.</summary>
    public string? DevelopmentKeyFile { get; set; }

    /// <summary>How many validated tokens are remembered.</summary>
    [Range(1, 1_000_000)]
    public int CacheSize { get; set; } = 10_000;
}
