using System.Buffers.Text;
using System.Security.Cryptography;

namespace TestDigitalPlatform.Identity.Clients;

/// <summary>Makes the secrets of clients: 256 random bits, which need no slow hash.</summary>
internal static class ClientSecret
{
    // The prefix lets scanners of source code find one that was committed by mistake.
    internal static string New() => "tdpcs_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
