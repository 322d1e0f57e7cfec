using System.Security.Cryptography;
using System.Text;

namespace TestDigitalPlatform.RabbitMq.Wire;

/// <summary>Who sends: the service, on which machine, and whether it has a queue for answers.</summary>
/// <param name="Endpoint">The service's name.</param>
/// <param name="Machine">The machine's name.</param>
/// <param name="HasQueue">Whether the service receives messages.</param>
internal sealed record WireSender(string Endpoint, string Machine, bool HasQueue)
{
    /// <summary>Names the host; the same after each restart, as ServicePulse counts on.</summary>
    internal string HostId { get; } =
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{Machine}/{Endpoint}")).AsSpan(0, 16)).ToString("N");
}
