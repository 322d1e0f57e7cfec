using System.Net;

namespace TestDigitalPlatform.Hosting.Connections;

/// <summary>The addresses of gateways and load balancers, over which many clients come.</summary>
internal sealed class Proxies
{
    private readonly IPNetwork[] networks;

    /// <param name="text">Addresses and networks, with <c>;</c> between, such as <c>10.0.0.7;10.1.0.0/16</c>.</param>
    /// <exception cref="PlatformException">One is neither.</exception>
    internal Proxies(string? text) => networks =
        [.. (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Parse)];

    internal bool Include(IPAddress? address)
    {
        if (address is null || networks.Length == 0)
            return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(networks, network => network.Contains(plain));
    }

    private static IPNetwork Parse(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
            return network;
        if (IPAddress.TryParse(text, out var address))
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        throw new PlatformException(
            "TDP0310",
            $"Platform:Proxies names '{text}', which is neither an IP address nor a network. Write addresses and "
            + "networks with ';' between them, such as 10.0.0.7;10.1.0.0/16.");
    }
}
