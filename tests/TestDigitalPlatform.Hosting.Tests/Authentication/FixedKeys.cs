using TestDigitalPlatform.Hosting.Authentication;

namespace TestDigitalPlatform.Hosting.Tests.Authentication;

internal sealed class FixedKeys(params SigningKey[] keys) : IKeySource
{
    private readonly KeySet set = new(Signer.Issuer, keys);

    internal static FixedKeys Of(Signer signer) => new(SigningKey.Of(
        signer.KeyId, signer.Key.ExportParameters(includePrivateParameters: false), ["ES256"]));

    public string Name => "the test's keys";

    public ValueTask<KeySet?> Current(CancellationToken cancellationToken) => new(set);

    public ValueTask<KeySet?> Newer(KeySet than, CancellationToken cancellationToken) => new(than);
}
