using System.Net;

namespace TestDigitalPlatform.Hosting.Connections;

/// <summary>The addresses of gateways and load balancers, over which many clients come.</summary>
internal sealed class Proxies
{
    private readonly IPNetwork[] networks;

    /// <param name="text">Addresses and networks, with <c>;</c> between, such as <c>10.0.0.7;10.1.0.0/16</c>.</param>
    /// <exception cref="PlatformException">One is neither.</exception>
    internal Proxies(string? text) => networks =
        [.. Parts(text).Select(Parse)];

    internal bool Include(IPAddress? address)
    {
        if (address is null || networks.Length == 0)
            return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(networks, network => network.Contains(plain));
    }

    /// <summary>What is wrong with such a text; <see langword="null"/> when nothing is.</summary>
    internal static string? Unreadable(string? text) =>
        Parts(text).FirstOrDefault(part => !TryParse(part, out _)) is { } wrong ? Told(wrong) : null;

    private static string[] Parts(string? text) =>
        (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IPNetwork Parse(string text) =>
        TryParse(text, out var network) ? network : throw new PlatformException("TDP0310", Told(text));

    private static bool TryParse(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network))
            return true;
        if (!IPAddress.TryParse(text, out var address))
            return false;
        network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }

    private static string Told(string text) =>
        $"Platform:Connections:Proxies names '{text}', which is neither an IP address nor a network. Write addresses and "
        + "networks separated by ';', such as 10.0.0.7;10.1.0.0/16.";
}
