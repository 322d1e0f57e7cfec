using System.Security.Cryptography;

namespace TestDigitalPlatform.Encryption;

/// <summary>Encrypts the values of one batch, with keys that are there; takes note of those that are missing.</summary>
/// <param name="keys">The keys that are there, by their owners.</param>
/// <param name="owner">Whose the values are.</param>
/// <param name="isBound">Whether that holds whatever a value says of itself: what a customer's users store is that
/// customer's.</param>
internal sealed class Sealer(KeyCache keys, CustomerId? owner, bool isBound)
{
    private readonly KeyCache keys = keys;

    internal static readonly Refusal Erased = new(
        "customer_erased", "The customer's data was erased, so nothing sensitive can be stored for this customer.");

    private readonly Dictionary<string, CustomerKeys> loaded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CustomerId?> missing = new(StringComparer.Ordinal);

    private Sealer(Sealer other, CustomerId owner)
        : this(other.keys, owner, isBound: true) => (loaded, missing) = (other.loaded, other.missing);

    internal bool IsComplete => missing.Count == 0;

    /// <summary>The same, for what belongs to one customer.</summary>
    internal Sealer Of(CustomerId customer) => new(this, customer);

    /// <returns>The ciphertext, which an erased value keeps; <see langword="null"/> for what was never set.</returns>
    /// <exception cref="RefusedException">The owner's keys were destroyed.</exception>
    internal byte[]? Seal(SensitiveContent? content)
    {
        if (content is null or { IsErased: true })
            return content?.Remains;
        var whose = OwnerOf(content);
        if (KeysOf(whose) is not { } known)
            return [];
        return known.AreDestroyed
            ? throw new RefusedException(Erased)
            : Cipher.Seal(known.Keys[^1], whose?.Value ?? "", content.Write());
    }

    /// <summary>The same for what a column is compared with; always made with the first key, so that it stays.</summary>
    /// <remarks>That of an erased value is like no other: it can be stored, and finds nothing.</remarks>
    internal byte[]? SearchKey(SensitiveContent? content)
    {
        if (content is null)
            return null;
        if (content.IsErased)
            return RandomNumberGenerator.GetBytes(Cipher.SearchKeyBytes);
        if (KeysOf(OwnerOf(content)) is not { } known)
            return [];
        return known.AreDestroyed
            ? RandomNumberGenerator.GetBytes(Cipher.SearchKeyBytes)
            : Cipher.SearchKey(known.Keys[0], content.Write());
    }

    /// <summary>Gets the keys that were missing; then all is to be sealed anew.</summary>
    internal async ValueTask Load(CancellationToken cancellationToken)
    {
        foreach (var (name, whose) in missing)
            loaded[name] = await keys.Get(whose, 1, cancellationToken);
        missing.Clear();
    }

    private CustomerId? OwnerOf(SensitiveContent content) => isBound ? owner : content.Owner ?? owner;

    private CustomerKeys? KeysOf(CustomerId? whose)
    {
        var name = whose?.Value ?? "";
        if (loaded.TryGetValue(name, out var known) || (known = keys.Find(whose)) is not null)
            return known;
        missing[name] = whose;
        return null;
    }
}
