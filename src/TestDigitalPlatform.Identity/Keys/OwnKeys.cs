using Microsoft.IdentityModel.Tokens;
using TestDigitalPlatform.Hosting.Authentication;

namespace TestDigitalPlatform.Identity.Keys;

/// <summary>The keys that the provider's own operations check tokens with: those of the ring, without a request to itself.</summary>
/// <param name="ring">The keys.</param>
/// <param name="options">The issuer.</param>
/// <param name="development">The key of <c>dotnet tdp token</c> and of tests, if it is believed as well.</param>
internal sealed class OwnKeys(KeyRing ring, IdentityProviderOptions options, KeySet? development) : IKeySource
{
    private volatile Known? known;

    public string Name => "the identity provider's own keys";

    public ValueTask<KeySet?> Current(CancellationToken cancellationToken) => new(Now());

    public ValueTask<KeySet?> Newer(KeySet than, CancellationToken cancellationToken) => new(Now());

    private KeySet Now()
    {
        var keys = ring.Keys;
        if (known is { } last && last.Ring.SequenceEqual(keys))
            return last.Set;
        var set = new KeySet(options.Issuer!.AbsoluteUri, [.. keys.Select(Of).OfType<SigningKey>()])
        {
            Other = development,
        };
        known = new Known(keys, set);
        return set;
    }

    private sealed record Known(IReadOnlyList<RingKey> Ring, KeySet Set);

    private static SigningKey? Of(RingKey key) => key.Key switch
    {
        ECDsaSecurityKey elliptic => SigningKey.Of(
            key.Id, elliptic.ECDsa.ExportParameters(includePrivateParameters: false), [key.Algorithm]),
        RsaSecurityKey rsa => SigningKey.Of(
            key.Id, rsa.Rsa.ExportParameters(includePrivateParameters: false), [key.Algorithm]),
        _ => null,
    };
}
