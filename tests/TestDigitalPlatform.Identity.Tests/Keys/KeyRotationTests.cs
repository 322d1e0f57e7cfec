using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Identity.Keys;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Identity.Tests.Keys;

public sealed class KeyRotationTests
{
    [Fact]
    public async Task Announces_the_next_key_a_day_before_it_signs_and_publishes_the_former_one_until_its_tokens_have_ended()
    {
        await using var service = await ProviderService.Start(new People());
        var (ring, rotation) = Parts(service);
        var first = Signing(ring);

        service.Time.Advance(TimeSpan.FromDays(89) + TimeSpan.FromMinutes(1));
        await Look(ring, rotation);
        Signing(ring).ShouldBe(first);
        Published(ring).Count.ShouldBe(2);

        service.Time.Advance(TimeSpan.FromDays(1));
        await Look(ring, rotation);
        var second = Signing(ring);
        second.ShouldNotBe(first);
        Published(ring).ShouldContain(first);

        service.Time.Advance(KeyRotation.Kept + TimeSpan.FromMinutes(1));
        await Look(ring, rotation);
        Published(ring).ShouldBe([second]);
    }

    [Fact]
    public async Task Signs_with_another_key_as_soon_as_one_is_withdrawn()
    {
        await using var service = await ProviderService.Start(new People());
        var (ring, rotation) = Parts(service);
        var stolen = Signing(ring);

        await service.Client(Role.PlatformAdministrator).Send(new WithdrawSigningKey(stolen));
        await Look(ring, rotation);
        if (!ring.CanSign)
            await Look(ring, rotation);

        Published(ring).ShouldNotContain(stolen);
        Signing(ring).ShouldNotBe(stolen);
        var listed = await service.Client(Role.PlatformMaintenance).Page(new ListSigningKeys());
        listed.Items.Single(key => key.Id == stolen).PublishedUntil.ShouldBeLessThanOrEqualTo(service.Time.Now);
    }

    [Fact]
    public async Task Stores_no_key_that_can_be_read_in_the_database()
    {
        await using var service = await ProviderService.Start(new People());
        var key = Parts(service).Ring.Keys.First(k => k.Key is Microsoft.IdentityModel.Tokens.ECDsaSecurityKey);
        var secret = ((Microsoft.IdentityModel.Tokens.ECDsaSecurityKey)key.Key).ECDsa.ExportParameters(true).D!;

        var stored = Convert.FromBase64String((await service.Database.Scalar<string>(
            $"select encode(private_key, 'base64') from identity.signing_key where key_id = '{key.Id}'"))!.Replace("\n", ""));

        stored.AsSpan().IndexOf(secret).ShouldBe(-1);
    }

    private static (KeyRing Ring, KeyRotation Rotation) Parts(TestService service) =>
        (service.Services.GetRequiredService<KeyRing>(), service.Services.GetRequiredService<KeyRotation>());

    private static async Task Look(KeyRing ring, KeyRotation rotation)
    {
        await rotation.Run(CancellationToken.None);
        await ring.Load(CancellationToken.None);
    }

    private static string Signing(KeyRing ring) => ring.Keys.First(key => key.Algorithm == KeyMaker.Elliptic).Id;

    private static IReadOnlyList<string> Published(KeyRing ring) =>
        [.. ring.Keys.Where(key => key.Algorithm == KeyMaker.Elliptic).Select(key => key.Id)];
}
