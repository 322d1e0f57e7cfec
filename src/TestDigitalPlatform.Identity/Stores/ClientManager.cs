using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;

namespace TestDigitalPlatform.Identity.Stores;

/// <summary>Compares the secrets of clients.</summary>
/// <remarks>
/// A secret is 256 random bits, which nobody can guess, so one SHA-256 protects it as well as a slow hash would, and doesn't
/// cost a tenth of a second of the processor for each token. Two are valid during a rotation.
/// </remarks>
internal sealed class ClientManager(
    IOpenIddictApplicationCache<StoredClient> cache, ILogger<OpenIddictApplicationManager<StoredClient>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options, IOpenIddictApplicationStore<StoredClient> store)
    : OpenIddictApplicationManager<StoredClient>(cache, logger, options, store)
{
    internal static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public override ValueTask<bool> ValidateClientSecretAsync(
        StoredClient application, string secret, CancellationToken cancellationToken = default)
    {
        if (application.ClientType == OpenIddictConstants.ClientTypes.Public || string.IsNullOrEmpty(secret))
            return new(false);
        var hash = Hash(secret);
        var isValid = false;
        foreach (var known in application.SecretHashes)
            isValid |= CryptographicOperations.FixedTimeEquals(known, hash);
        return new(isValid);
    }

    protected override ValueTask<string> ObfuscateClientSecretAsync(string secret, CancellationToken cancellationToken = default) =>
        new(Convert.ToBase64String(Hash(secret)));
}
