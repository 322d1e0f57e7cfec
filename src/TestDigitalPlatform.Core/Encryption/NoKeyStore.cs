namespace TestDigitalPlatform.Encryption;

/// <summary>Stands where no key store is configured.</summary>
internal sealed class NoKeyStore : IKeyStore
{
    public Task<CustomerKeys> Get(CustomerId? customer, CancellationToken cancellationToken) => throw Error();

    public Task Add(CustomerId? customer, int number, CancellationToken cancellationToken) => throw Error();

    public Task<IReadOnlyList<DestroyedKey>> Destroy(CustomerId customer, CancellationToken cancellationToken) => throw Error();

    internal static PlatformException Error() => new(
        "TDP0420", "The service stores sensitive values, but no key store is configured. Set Platform__Keys__Folder to a folder "
        + "that all services and nodes share, or register an IKeyStore.");
}
