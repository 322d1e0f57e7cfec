using System.Net;
using System.Net.Sockets;

namespace TestDigitalPlatform.Hosting.Outbound;

/// <summary>Which addresses may be connected to on behalf of others: public ones only.</summary>
/// <remarks>
/// What IANA's registries of special-purpose addresses (RFC 6890) do not call globally reachable is refused, and what stands for
/// another address (IPv4-mapped, NAT64, 6to4, Teredo), behind which such a one could be.
/// </remarks>
internal sealed class AddressRules
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    // RFC 4291, section 2.4: everything public is in here; loopback, private, link-local and mapped addresses are not.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private readonly IPNetwork[] allowed;

    /// <param name="text">Addresses and networks that may be connected to all the same, separated by <c>;</c>.</param>
    /// <exception cref="PlatformException">TDP0374: one is neither.</exception>
    internal AddressRules(string? text) => allowed = [.. Parts(text).Select(Parse)];

    internal bool Allow(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return false;
        if (Array.Exists(allowed, network => network.Contains(address)))
            return true;
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !IsSpecial(address),
            // With a zone, an address is one of a link.
            AddressFamily.InterNetworkV6 => address.ScopeId == 0 && GlobalUnicast.Contains(address) && !IsSpecial(address),
            _ => false,
        };
    }

    private static bool IsSpecial(IPAddress address) => Array.Exists(Special, network => network.Contains(address));

    private static string[] Parts(string? text) =>
        text?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static IPNetwork Parse(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
            return network;
        if (IPAddress.TryParse(text, out var address))
            return new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
        throw new PlatformException(
            "TDP0374", $"{PlatformOutboundOptions.SectionName}:AllowedNetworks names '{text}', which is neither an IP address nor a network. "
            + "Write addresses and networks separated by ';', such as 127.0.0.0/8;::1.");
    }
}
