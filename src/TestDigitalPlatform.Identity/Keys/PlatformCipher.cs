using TestDigitalPlatform.Encryption;

namespace TestDigitalPlatform.Identity.Keys;

/// <summary>Encrypts secrets of the provider itself with the platform's own keys, which are kept outside the database.</summary>
internal sealed class PlatformCipher(KeyCache keys)
{
    /// <exception cref="KeysUnavailableException">The key store failed.</exception>
    internal async ValueTask<byte[]> Seal(byte[] plain, CancellationToken cancellationToken) =>
        Cipher.Seal((await keys.Get(null, 1, cancellationToken)).Keys[^1], "", plain);

    /// <exception cref="PlatformException">TDP0501: the value was changed, or its key is gone.</exception>
    /// <exception cref="KeysUnavailableException">The key store failed.</exception>
    internal async ValueTask<byte[]> Open(byte[] ciphertext, CancellationToken cancellationToken)
    {
        if (Cipher.ReadHead(ciphertext) is { Owner: "" } by)
        {
            foreach (var key in (await keys.Get(null, by.Number, cancellationToken)).Keys)
            {
                if (key.Number == by.Number && Cipher.Open(key, ciphertext) is { } plain)
                    return plain;
            }
        }

        throw new PlatformException("TDP0501", "A key of the identity provider can't be decrypted: it was changed in the database, "
            + "or the key store has lost the platform's key. Restore the key store from its backup, or delete the rows of "
            + "identity.signing_key and identity.data_protection_key, which signs everybody out.");
    }
}
