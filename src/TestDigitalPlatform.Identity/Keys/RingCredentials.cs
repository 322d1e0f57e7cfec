using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace TestDigitalPlatform.Identity.Keys;

/// <summary>Gives OpenIddict the keys of the ring, and has it read them again when they change.</summary>
/// <remarks>The first key signs, and all are published.</remarks>
internal sealed class RingCredentials(KeyRing ring)
    : IConfigureOptions<OpenIddictServerOptions>, IOptionsChangeTokenSource<OpenIddictServerOptions>
{
    public string Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => ring.Changed;

    public void Configure(OpenIddictServerOptions options)
    {
        var keys = ring.Keys;
        foreach (var algorithm in (string[])[KeyMaker.Elliptic, KeyMaker.Rsa])
        {
            foreach (var key in keys.Where(key => key.Algorithm == algorithm))
                options.SigningCredentials.Add(new SigningCredentials(key.Key, algorithm));
        }

        foreach (var key in keys.Where(key => key.Algorithm == KeyMaker.Wrapping))
        {
            options.EncryptionCredentials.Add(new EncryptingCredentials(
                key.Key, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
        }
    }
}
