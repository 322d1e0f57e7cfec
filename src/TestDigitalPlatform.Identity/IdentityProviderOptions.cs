using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform;

/// <summary>Controls the identity provider.</summary>
public sealed class IdentityProviderOptions
{
    /// <summary>The configuration section these options are read from.</summary>
    public const string SectionName = "Platform:Identity";

    /// <summary>The provider's name in its tokens, and the address that its endpoints are reached under: the front address,
    /// which never changes.</summary>
    /// <value>An absolute address without path, query and fragment; https, or http for localhost in Development.</value>
    [Required]
    public Uri? Issuer { get; set; }

    /// <summary>Whom access tokens are made for: the <c>Platform:Tokens:Audience</c> of the services.</summary>
    /// <value><c>tdp</c> unless set.</value>
    [Required, Length(1, 200)]
    public string Audience { get; set; } = "tdp";

    /// <summary>How long an access token is valid.</summary>
    /// <value>5 minutes unless set; from 30 seconds to 1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:30", "01:00:00")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a refresh token is valid; each use of a rotating one begins it again, up to the end of the session.</summary>
    /// <value>14 days unless set; from 1 minute to 30 days.</value>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long a key signs before the next one takes its place.</summary>
    /// <value>90 days unless set; from 1 hour to 365 days.</value>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan SigningKeyLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long before its first use a key is published, so that every service has read it.</summary>
    /// <value>1 day unless set; from 10 minutes to 30 days.</value>
    [Range(typeof(TimeSpan), "00:10:00", "30.00:00:00")]
    public TimeSpan SigningKeyAnnouncement { get; set; } = TimeSpan.FromDays(1);
}
