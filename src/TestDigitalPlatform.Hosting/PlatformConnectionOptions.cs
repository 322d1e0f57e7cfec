using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform;

/// <summary>Controls the connections that clients open to a service.</summary>
public sealed class PlatformConnectionOptions
{
    /// <summary>The configuration section these options are read from.</summary>
    public const string SectionName = "Platform:Connections";

    /// <summary>How many connections may be open at once. When there are more, idle ones are closed first.</summary>
    /// <value>10,000 unless set; from 10 to 1,000,000. Fewer where memory or file handles are not enough for so
    /// many.</value>
    /// <remarks>Connections whose request is being served are not closed to make room.</remarks>
    [Range(10, 1_000_000)]
    public int Max { get; set; } = 10_000;

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

    /// <summary>How long a client may take to send a request's headers; and, on a new connection, until it sends
    /// anything.</summary>
    /// <value>10 seconds unless set; from 1 second to 2 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may be idle between two requests.</summary>
    /// <value>130 seconds unless set; from 1 second to 1 hour.</value>
    /// <remarks>Keep it longer than a load balancer keeps its connections, or requests meet connections that are being
    /// closed.</remarks>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(130);
}
