using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform;

/// <summary>Controls how long people stay signed in at the identity provider.</summary>
public sealed class IdentitySessionOptions
{
    /// <summary>The configuration section these options are read from.</summary>
    public const string SectionName = "Platform:Identity:Sessions";

    /// <summary>How long a session lasts at most.</summary>
    /// <value>12 hours unless set; from 5 minutes to 30 days.</value>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long a session lasts without being used.</summary>
    /// <value>1 hour unless set; from 2 minutes to 30 days.</value>
    [Range(typeof(TimeSpan), "00:02:00", "30.00:00:00")]
    public TimeSpan IdleLimit { get; set; } = TimeSpan.FromHours(1);
}
