using System.Net;
using System.Net.Sockets;

namespace TestDigitalPlatform.Hosting.Limits;

/// <summary>Who shares one limit: a customer, one of the platform's own people, or an address.</summary>
/// <param name="Kind">What the name names.</param>
/// <param name="Name">Which one.</param>
internal readonly record struct Party(PartyKind Kind, string Name)
{
    private const int Ipv6SiteBytes = 8;

    /// <summary>
    /// A customer's users count together, the platform's own people each alone, and all who are not signed in together.
    /// </summary>
    internal static Party Of(Caller? caller) => caller switch
    {
        null => default,
        { Customer: { } customer } => new(PartyKind.Customer, customer.Value),
        _ => new(PartyKind.User, caller.User.Value),
    };

    /// <summary>Like <see cref="Of(Caller?)"/>, but who is not signed in counts by address.</summary>
    internal static Party Of(Caller? caller, IPAddress? address) => caller is null ? Of(address) : Of(caller);

    /// <summary>An address; of IPv6 the first 64 bits, since one subscriber has all that follow.</summary>
    internal static Party Of(IPAddress? address)
    {
        if (address is null)
            return new(PartyKind.Address, "local");
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return new(
            PartyKind.Address,
            address.AddressFamily is AddressFamily.InterNetworkV6
                ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, Ipv6SiteBytes))
                : address.ToString());
    }
}

internal enum PartyKind
{
    None,
    Customer,
    User,
    Address,

    /// <summary>A connection that counts alone, since a proxy carries many clients over it.</summary>
    Connection,
}
