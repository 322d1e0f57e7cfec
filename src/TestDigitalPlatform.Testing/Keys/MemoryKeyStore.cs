using System.Security.Cryptography;

namespace TestDigitalPlatform.Testing.Keys;

/// <summary>Keeps keys for as long as a test's service runs, unless the test sets <c>Platform:Keys:Folder</c>.</summary>
internal sealed class MemoryKeyStore : IKeyStore
{
    // The databases of a process's tests are copies of one, with values that the service that made it has encrypted.
    private static readonly CustomerKey PlatformKey = Make(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, List<CustomerKey>> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DestroyedKey[]> destroyed = new(StringComparer.Ordinal);

    public Task<CustomerKeys> Get(CustomerId? customer, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var name = customer?.Value ?? "";
            if (destroyed.ContainsKey(name))
                return Task.FromResult(new CustomerKeys([], AreDestroyed: true));
            if (Of(name) is { Count: 0 } none)
                none.Add(name.Length == 0 ? PlatformKey : Make(1));
            return Task.FromResult(new CustomerKeys([.. Of(name)]));
        }
    }

    public Task Add(CustomerId? customer, int number, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var name = customer?.Value ?? "";
            if (!destroyed.ContainsKey(name) && Of(name).All(k => k.Number != number))
                Of(name).Add(Make(number));
            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<DestroyedKey>> Destroy(CustomerId customer, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!destroyed.TryGetValue(customer.Value, out var proof))
                destroyed[customer.Value] = proof =
                [
                    .. Of(customer.Value).Select(k => new DestroyedKey(
                        k.Number, Convert.ToHexStringLower(SHA256.HashData(k.Secret.Span)))),
                ];
            keys.Remove(customer.Value);
            return Task.FromResult<IReadOnlyList<DestroyedKey>>(proof);
        }
    }

    private static CustomerKey Make(int number) => new(number, RandomNumberGenerator.GetBytes(32));

    private List<CustomerKey> Of(string name) =>
        keys.TryGetValue(name, out var known) ? known : keys[name] = [];
}
