using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform;

/// <summary>Controls how a service uses RabbitMQ.</summary>
/// <remarks>What is set here overrides the connection string <c>messages-rabbitmq</c>.</remarks>
public sealed class RabbitMqOptions
{
    /// <summary>The configuration section these options are read from.</summary>
    public const string SectionName = "Platform:RabbitMq";

    /// <summary>The nodes of the broker, as <c>host</c> or <c>host:port</c>, separated by <c>;</c>.</summary>
    /// <value>Those of the connection string unless set. The port is 5672, or 5671 with TLS, unless given.</value>
    /// <remarks>Each connection is made to one of them, in random order until one answers.</remarks>
    public string? Hosts { get; set; }

    /// <summary>The virtual host.</summary>
    /// <value>That of the connection string unless set, and <c>/</c> without one.</value>
    public string? VirtualHost { get; set; }

    /// <summary>The user to sign in as.</summary>
    /// <value>That of the connection string unless set. Without any, the client certificate signs in if there is one,
    /// otherwise <c>guest</c>, which RabbitMQ accepts only from its own machine.</value>
    public string? UserName { get; set; }

    /// <summary>The user's password; never logged.</summary>
    public string? Password { get; set; }

    /// <summary>Whether connections use TLS (1.2 or 1.3).</summary>
    /// <value>As the connection string says unless set: <c>amqps</c> does, <c>amqp</c> does not.</value>
    public bool? Tls { get; set; }

    /// <summary>A PEM file with the certificate authorities that may issue the broker's certificate.</summary>
    /// <value>Those that the machine trusts unless set.</value>
    public string? CaFile { get; set; }

    /// <summary>The client certificate: a PEM file with certificate and key, or a PKCS #12 file (<c>.pfx</c>,
    /// <c>.p12</c>).</summary>
    public string? CertificateFile { get; set; }

    /// <summary>The password of <see cref="CertificateFile"/>; never logged.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>How many messages the broker sends to a node before they are handled.</summary>
    /// <value>Enough for two blocks at once unless set: 8 × <see cref="MessageOptions.Concurrency"/>; from 1 to
    /// 65,535.</value>
    [Range(1, 65_535)]
    public int? Prefetch { get; set; }

    /// <summary>How many messages may be published without the broker's confirmation.</summary>
    /// <value>500 unless set; from 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int ConfirmWindow { get; set; } = 500;

    /// <summary>How long the broker may take to confirm a block of messages before they are published again.</summary>
    /// <value>30 seconds unless set; from 1 to 45 seconds.</value>
    /// <remarks>The database takes a block back from a relay that has said nothing for a minute.</remarks>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:45")]
    public TimeSpan ConfirmTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long connecting to one node may take, and each declaration and subscription after it.</summary>
    /// <value>10 seconds unless set; from 100 ms to 2 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:02:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The error queue of NServiceBus that gets a copy of each message which fails for good.</summary>
    /// <value>None unless set; often <c>error</c>. At most 255 bytes, and not the service's own queue (TDP0411).</value>
    /// <remarks>
    /// The message also stays in the service's own error queue, where later events of its key wait for it. It can be retried
    /// from there or with ServicePulse. The queue is created if it does not exist.
    /// </remarks>
    public string? ErrorQueue { get; set; }

    /// <summary>The audit queue of NServiceBus that gets a copy of each message which was handled.</summary>
    /// <value>None unless set; often <c>audit</c>. At most 255 bytes, and not the service's own queue (TDP0411).</value>
    /// <remarks>Each copy costs a row in the service's database until the broker has stored it. The queue is created if it
    /// does not exist.</remarks>
    public string? AuditQueue { get; set; }

    /// <summary>Whether the service creates the queues and exchanges of NServiceBus' delayed delivery.</summary>
    /// <value>No, unless set: endpoints of NServiceBus create them.</value>
    /// <remarks>Set it if others send delayed messages and no such endpoint is started. RabbitMQ 3.10 or later.</remarks>
    public bool DelayQueues { get; set; }

    /// <exception cref="PlatformException">TDP0411: a copy would come back, or go nowhere.</exception>
    internal void CheckQueues(string service)
    {
        foreach (var (name, queue) in new[] { (nameof(ErrorQueue), ErrorQueue), (nameof(AuditQueue), AuditQueue) })
        {
            if (queue is not null && (queue == service || queue.Trim().Length == 0 || !RabbitMq.Wire.WireNames.Fits(queue)))
                throw new PlatformException(
                    "TDP0411", $"{SectionName}:{name} can't be '{queue}': it must be the name of another queue than the service's own, with "
                    + "1 to 255 bytes.");
        }
    }
}
