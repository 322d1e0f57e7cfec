using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform;

/// <summary>Controls how a service sends and handles events.</summary>
public sealed class MessageOptions
{
    /// <summary>The configuration section these options are read from.</summary>
    public const string SectionName = "Platform:Messages";

    internal const int DefaultMaxEventBytes = 262_144;

    internal const int DefaultConcurrency = 16;

    /// <summary>How many events are handled at once on this node.</summary>
    /// <value>16 unless set; from 1 to 1,000.</value>
    /// <remarks>Each takes a connection to the service's database while it reads or stores.</remarks>
    [Range(1, 1_000)]
    public int Concurrency { get; set; } = DefaultConcurrency;

    /// <summary>How many messages are taken from the outbox, or from the queue, at once.</summary>
    /// <value>200 unless set; from 1 to 2,000.</value>
    [Range(1, 2_000)]
    public int BlockSize { get; set; } = 200;

    /// <summary>How often the outbox and the queue are looked at when nothing has told of new messages.</summary>
    /// <value>2 seconds unless set; from 50 ms to 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often handling an event is attempted again at once, within about a second, after it failed.</summary>
    /// <value>2 unless set; from 0 to 10.</value>
    [Range(0, 10)]
    public int ImmediateRetries { get; set; } = 2;

    /// <summary>How often it is attempted again after that, each time later: after about 10 s, 40 s, 160 s, …, at most an
    /// hour.</summary>
    /// <value>3 unless set; from 0 to 20.</value>
    [Range(0, 20)]
    public int DelayedRetries { get; set; } = 3;

    /// <summary>How long one attempt to handle an event may take.</summary>
    /// <value>30 seconds unless set; from 100 ms to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan HandlerTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a message waits for an earlier one of its key that has not come, before it goes to the error
    /// queue.</summary>
    /// <value>15 minutes unless set; from 1 second to 7 days.</value>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan OrderTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How large an event may be, as JSON in UTF-8.</summary>
    /// <value>262,144 bytes unless set; from 1,024 to 16,777,216.</value>
    /// <remarks>What tells a larger one is refused with <c>event_too_large</c> (422), and nothing is stored.</remarks>
    [Range(1_024, 16_777_216)]
    public int MaxEventBytes { get; set; } = DefaultMaxEventBytes;

    /// <summary>Whether told events are kept in <c>tdp.event</c>, from which projections are built anew.</summary>
    /// <value>Yes, unless set.</value>
    public bool KeepHistory { get; set; } = true;

    /// <summary>Which part of the attempts may fail before the service stops taking messages for a while.</summary>
    /// <value>0.5 unless set; from 0.05 to 1, of the last 30 seconds, and not before 20 attempts.</value>
    [Range(0.05, 1.0)]
    public double PauseAtFailures { get; set; } = 0.5;
}
