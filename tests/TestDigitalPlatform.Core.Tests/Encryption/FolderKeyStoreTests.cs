using TestDigitalPlatform.Encryption;

namespace TestDigitalPlatform.Core.Tests.Encryption;

public sealed class FolderKeyStoreTests : IDisposable
{
    private static readonly CustomerId Acme = CustomerId.Parse("acme");

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"tdp-keys-{Guid.NewGuid():n}");

    [Fact]
    public async Task Two_services_that_need_a_first_key_at_once_get_the_same()
    {
        for (var round = 0; round < 20; round++)
        {
            var customer = CustomerId.Parse($"acme-{round}");
            var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(
                _ => Task.Run(() => new FolderKeyStore(folder).Get(customer, default))));

            keys.Select(k => Convert.ToHexString(k.Keys.ShouldHaveSingleItem().Secret.Span)).Distinct().Count().ShouldBe(1);
        }

        Directory.GetFiles(folder, "*.unfinished", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_is_readable_by_its_owner_only()
    {
        await new FolderKeyStore(folder).Get(Acme, default);
        await new FolderKeyStore(folder).Get(null, default);

        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task Rotation_adds_a_key_once()
    {
        var store = new FolderKeyStore(folder);
        var first = (await store.Get(Acme, default)).Keys.Single();

        await store.Add(Acme, 2, default);
        var second = (await store.Get(Acme, default)).Keys[1];
        await store.Add(Acme, 2, default);

        var keys = (await store.Get(Acme, default)).Keys;
        keys.Select(k => k.Number).ShouldBe([1, 2]);
        keys[0].Secret.ToArray().ShouldBe(first.Secret.ToArray());
        keys[1].Secret.ToArray().ShouldBe(second.Secret.ToArray());
    }

    [Fact]
    public async Task Destruction_leaves_a_proof_and_no_key_and_can_be_repeated()
    {
        var store = new FolderKeyStore(folder);
        await store.Get(Acme, default);
        await store.Add(Acme, 2, default);

        var proof = await store.Destroy(Acme, default);
        var again = await new FolderKeyStore(folder).Destroy(Acme, default);
        await store.Add(Acme, 3, default);

        proof.Select(k => k.Number).ShouldBe([1, 2]);
        proof.ShouldAllBe(k => k.Fingerprint.Length == 64);
        again.ShouldBe(proof);
        (await store.Get(Acme, default)).AreDestroyed.ShouldBeTrue();
        Directory.GetFiles(folder, "*.key", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_broken_off_counts_as_destroyed()
    {
        var store = new FolderKeyStore(folder);
        await store.Get(Acme, default);
        var key = Directory.GetFiles(folder, "1.key", SearchOption.AllDirectories).Single();
        var kept = await File.ReadAllBytesAsync(key);
        var proof = await store.Destroy(Acme, default);

        // As if the process had ended between the proof and the key.
        await File.WriteAllBytesAsync(key, kept);

        (await store.Get(Acme, default)).AreDestroyed.ShouldBeTrue();
        (await store.Destroy(Acme, default)).ShouldBe(proof);
        File.Exists(key).ShouldBeFalse();
    }

    public void Dispose()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
