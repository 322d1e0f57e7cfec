namespace TestDigitalPlatform;

/// <summary>Keeps the keys that sensitive values are encrypted with: each customer's, and the platform's own.</summary>
/// <remarks>
/// <para>All services of a deployment share one store, so that a service can read what another has sent, and so that
/// destroying a customer's keys erases the customer's values in all of them and in their backups. Back the store itself up
/// apart from the databases, and remove destroyed keys from its backups.</para>
/// <para>The default keeps them in a folder (<c>Platform:Keys:Folder</c>). Register one of your own, such as a secret
/// manager, before <c>AddPlatform</c>: <c>builder.Services.AddSingleton&lt;IKeyStore, VaultKeyStore&gt;()</c>. All calls may
/// come from several threads and several services at once. Keys are kept in memory for half a minute.</para>
/// </remarks>
public interface IKeyStore
{
    /// <summary>Gets a customer's keys, and makes the first one when there was none.</summary>
    /// <remarks>Two that ask at once for a new customer must get the same key.</remarks>
    /// <param name="customer">The customer; <see langword="null"/> for the platform's own keys.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<CustomerKeys> Get(CustomerId? customer, CancellationToken cancellationToken);

    /// <summary>Adds a key, which new values are encrypted with from then on. Does nothing when the number is there, or the
    /// keys were destroyed.</summary>
    /// <param name="customer">The customer; <see langword="null"/> for the platform's own keys.</param>
    /// <param name="number">The key's number: one more than the highest before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task Add(CustomerId? customer, int number, CancellationToken cancellationToken);

    /// <summary>Destroys all keys of a customer for good. Asked again, it returns the same.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was destroyed; nothing when the customer never had a key, which it can't have afterwards.</returns>
    Task<IReadOnlyList<DestroyedKey>> Destroy(CustomerId customer, CancellationToken cancellationToken);
}

/// <summary>The keys of a customer.</summary>
/// <param name="Keys">The keys, in the order of their numbers, which begin with 1.</param>
/// <param name="AreDestroyed">Whether they were destroyed: then there are none, and never will be.</param>
public sealed record CustomerKeys(IReadOnlyList<CustomerKey> Keys, bool AreDestroyed = false);

/// <summary>One key.</summary>
/// <param name="number">Its number, from 1.</param>
/// <param name="secret">Its 32 bytes, made by a cryptographic random number generator.</param>
public sealed class CustomerKey(int number, ReadOnlyMemory<byte> secret)
{
    /// <summary>Its number, from 1.</summary>
    public int Number { get; } = number > 0 ? number : throw new ArgumentOutOfRangeException(nameof(number));

    /// <summary>Its 32 bytes.</summary>
    public ReadOnlyMemory<byte> Secret { get; } = secret.Length == 32
        ? secret
        : throw new ArgumentException("A key has 32 bytes.", nameof(secret));
}

/// <summary>Proves which key was destroyed, without telling it.</summary>
/// <param name="Number">The key's number.</param>
/// <param name="Fingerprint">The SHA-256 of its bytes, in hexadecimal.</param>
public sealed record DestroyedKey(int Number, string Fingerprint);
