using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform;

/// <summary>Controls how a service makes the external calls that its decisions order.</summary>
public sealed class ExternalCallOptions
{
    /// <summary>The configuration section these options are read from.</summary>
    public const string SectionName = "Platform:ExternalCalls";

    /// <summary>How many calls of one type run at once on this node.</summary>
    /// <value>8 unless set; from 1 to 256.</value>
    /// <remarks>Types don't take each other's places, so a slow system delays only its own calls.</remarks>
    [Range(1, 256)]
    public int Concurrency { get; set; } = 8;

    /// <summary>How long one attempt may take.</summary>
    /// <value>30 seconds unless set; from 100 ms to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a call is retried after it was ordered, after pauses of about 10 s, 40 s, 160 s, …, at most an
    /// hour.</summary>
    /// <value>24 hours unless set; from 1 second to 7 days.</value>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(24);
}
