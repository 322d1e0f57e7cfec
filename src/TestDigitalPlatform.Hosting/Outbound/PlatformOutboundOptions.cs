namespace TestDigitalPlatform.Hosting.Outbound;

/// <summary>Controls where the platform may connect to on behalf of others, such as to a customer's webhook.</summary>
internal sealed class PlatformOutboundOptions
{
    internal const string SectionName = "Platform:Outbound";

    /// <summary>Addresses that may be connected to although they are not public, as IP addresses and networks separated by <c>;</c>,
    /// such as <c>127.0.0.0/8;::1</c>.</summary>
    /// <value>None unless set.</value>
    public string? AllowedNetworks { get; set; }
}
