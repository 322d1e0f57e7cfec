using System.Net;
using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Hosting.Connections;

namespace TestDigitalPlatform.Identity.SignIns;

/// <summary>The network address of a person's browser, also behind gateways of ours (<c>Platform:Connections:Proxies</c>).</summary>
/// <remarks>Without this, one person's failures behind a gateway would make everybody wait.</remarks>
internal sealed class PersonAddress(PlatformOptions options)
{
    private const string Header = "X-Forwarded-For";

    // A longer way has a loop in it, or was made up.
    private const int MostHops = 20;

    private readonly Proxies proxies = new(options.Connections.Proxies);

    internal IPAddress? Of(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        var hops = http.Request.Headers[Header].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        // Each gateway adds whom it was called by at the end; only what ours add can be believed.
        foreach (var hop in hops.Reverse().Take(MostHops))
        {
            if (address is null || !proxies.Include(address) || !IPAddress.TryParse(hop, out var before))
                break;
            address = before;
        }

        return address;
    }
}
