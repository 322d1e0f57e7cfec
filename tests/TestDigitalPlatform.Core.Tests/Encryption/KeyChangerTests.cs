using Microsoft.Extensions.Logging.Abstractions;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Maintenance;
using TestDigitalPlatform.Testing.Keys;

namespace TestDigitalPlatform.Core.Tests.Encryption;

public sealed class KeyChangerTests
{
    private static readonly CustomerId Acme = CustomerId.Parse("acme");

    [Fact]
    public async Task An_erasure_that_was_broken_off_is_done_again_and_keeps_its_proof()
    {
        var keys = new BrokenOnce();
        await using var people = await People.Start(keys);
        await people.Add(new AddPerson("grace@acme.example"));
        await people.Stored.Scalar<object>(
            "select tdp.request_key_change(gen_random_uuid(), 'acme', 'erasure', 'root', now())");
        var changer = new KeyChanger(people.Data, keys, TimeProvider.System, NullLogger<KeyChanger>.Instance);

        // The keys are destroyed, and the process ends before that is written down.
        await Should.ThrowAsync<IOException>(() => changer.DoNext(default));
        (await people.Stored.Scalar<string>("select state from tdp.key_change")).ShouldBe("requested");
        (await changer.DoNext(default)).ShouldBeTrue();
        (await changer.DoNext(default)).ShouldBeFalse();

        (await people.Stored.Scalar<string>("select state || ' ' || (keys->0->>'number') from tdp.key_change")).ShouldBe("done 1");
        (await people.Stored.Scalar<string>("select keys->0->>'fingerprint' from tdp.key_change"))
            .ShouldBe((await keys.Destroy(Acme, default))[0].Fingerprint);
    }

    [Fact]
    public async Task An_erasure_that_fails_lets_the_others_go_first()
    {
        var keys = new BrokenOnce();
        await using var people = await People.Start(keys);
        foreach (var customer in (string[])["acme", "globex"])
            await people.Stored.Scalar<object>(
                $"select tdp.request_key_change(gen_random_uuid(), '{customer}', 'erasure', 'root', now())");
        var changer = new KeyChanger(people.Data, keys, TimeProvider.System, NullLogger<KeyChanger>.Instance);

        await Should.ThrowAsync<IOException>(() => changer.DoNext(default));
        await changer.DoNext(default);

        (await people.Stored.Scalar<string>("select string_agg(customer_id || ' ' || state, ', ' order by customer_id) from tdp.key_change"))
            .ShouldBe("acme requested, globex done");
    }

    private sealed class BrokenOnce : IKeyStore
    {
        private readonly MemoryKeyStore keys = new();
        private bool broken;

        public Task<CustomerKeys> Get(CustomerId? customer, CancellationToken cancellationToken) =>
            keys.Get(customer, cancellationToken);

        public Task Add(CustomerId? customer, int number, CancellationToken cancellationToken) =>
            keys.Add(customer, number, cancellationToken);

        public async Task<IReadOnlyList<DestroyedKey>> Destroy(CustomerId customer, CancellationToken cancellationToken)
        {
            var destroyed = await keys.Destroy(customer, cancellationToken);
            if (!broken)
            {
                broken = true;
                throw new IOException("The connection to the key store broke.");
            }

            return destroyed;
        }
    }
}
