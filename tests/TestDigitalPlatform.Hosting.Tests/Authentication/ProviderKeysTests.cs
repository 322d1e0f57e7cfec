using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using TestDigitalPlatform.Hosting.Authentication;

namespace TestDigitalPlatform.Hosting.Tests.Authentication;

public sealed class ProviderKeysTests : IAsyncLifetime
{
    private readonly Signer first = new("first");
    private readonly Signer second = new("second");
    private readonly MovedTime time = new();
    private StubProvider provider = null!;
    private ProviderKeys keys = null!;
    private TokenValidator validator = null!;

    public async ValueTask InitializeAsync()
    {
        provider = await StubProvider.Start(first);
        keys = Keys(provider.Address);
        validator = new TokenValidator(keys, new TokenRules("tdp"), time, 100);
    }

    [Fact]
    public async Task A_good_token_of_a_new_key_is_good_at_once_whatever_strangers_sent_before()
    {
        (await Refusal(first.Sign(provider.Address))).ShouldBe(TokenRefusal.None);
        // More than may wait, all with keys that nobody has.
        var strangers = Enumerable.Range(0, 1_000).Select(n => Refusal(Rubbish(n))).ToArray();

        provider.Use(first, second);
        var watch = Stopwatch.StartNew();
        var good = await Until(TokenRefusal.None, () => Refusal(second.Sign(provider.Address)));

        good.ShouldBe(TokenRefusal.None);
        (await Task.WhenAll(strangers)).ShouldAllBe(refusal => refusal == TokenRefusal.WrongSignature);
        // Two documents at the start, one for each distance that has begun, and two where they have grown old.
        provider.Asked.Count.ShouldBeLessThanOrEqualTo(2 + (int)(watch.Elapsed / ProviderKeys.Distance) + 2);
    }

    [Fact]
    public async Task A_key_that_was_replaced_under_its_name_is_noticed()
    {
        (await Refusal(first.Sign(provider.Address))).ShouldBe(TokenRefusal.None);
        using var replaced = new Signer("first");
        provider.Use(replaced);

        (await Refusal(replaced.Sign(provider.Address))).ShouldBe(TokenRefusal.None);
        (await Refusal(first.Sign(provider.Address))).ShouldBe(TokenRefusal.WrongSignature);
    }

    [Fact]
    public async Task A_token_without_a_key_id_is_tried_with_each_key()
    {
        using var unnamed = new Signer();
        provider.Use(first, unnamed);

        (await Refusal(unnamed.Sign(provider.Address))).ShouldBe(TokenRefusal.None);
    }

    [Fact]
    public async Task Tokens_that_could_not_be_good_make_nobody_ask_the_provider()
    {
        (await Refusal(first.Sign(provider.Address))).ShouldBe(TokenRefusal.None);
        var asked = provider.Asked.Count;

        (await Refusal(second.Sign("https://other.example"))).ShouldBe(TokenRefusal.WrongIssuer);
        (await Refusal(second.Sign(provider.Address, inHeader: ",\"crit\":[]"))).ShouldBe(TokenRefusal.UnknownExtension);
        (await Refusal("x.y.z")).ShouldBe(TokenRefusal.Malformed);

        provider.Asked.Count.ShouldBe(asked);
    }

    [Fact]
    public async Task Keys_stay_good_for_a_day_without_the_provider_and_no_longer()
    {
        (await Refusal(first.Sign(provider.Address))).ShouldBe(TokenRefusal.None);
        await provider.DisposeAsync();

        time.Ahead = ProviderKeys.KeptFor - TimeSpan.FromMinutes(1);
        keys.HasKeys.ShouldBeTrue();
        (await Refusal(Later(first))).ShouldBe(TokenRefusal.None);
        time.Ahead = ProviderKeys.KeptFor + TimeSpan.FromMinutes(1);
        keys.HasKeys.ShouldBeFalse();
        (await Refusal(Later(first))).ShouldBe(TokenRefusal.KeysUnavailable);
    }

    [Fact]
    public async Task A_key_that_was_withdrawn_is_not_believed_after_the_next_look()
    {
        (await Refusal(first.Sign(provider.Address))).ShouldBe(TokenRefusal.None);
        provider.Use(second);

        time.Ahead = ProviderKeys.RefreshAfter;
        await keys.Refresh();

        (await Refusal(Later(first))).ShouldBe(TokenRefusal.WrongSignature);
        (await Refusal(Later(second))).ShouldBe(TokenRefusal.None);
    }

    [Fact]
    public async Task A_provider_that_comes_back_is_noticed()
    {
        provider.Instead = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        (await Refusal(first.Sign(provider.Address))).ShouldBe(TokenRefusal.KeysUnavailable);
        var asked = provider.Asked.Count;
        (await Refusal(first.Sign(provider.Address))).ShouldBe(TokenRefusal.KeysUnavailable);
        provider.Asked.Count.ShouldBe(asked);

        provider.Instead = null;

        (await Until(TokenRefusal.None, () => Refusal(first.Sign(provider.Address)))).ShouldBe(TokenRefusal.None);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[null,5,"x",[],{}]}""")]
    [InlineData("""{"keys":[{"kty":"oct","k":"AAAA"}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","x":"\ud800","y":""}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","x":"A","y":"AB=="}]}""")]
    [InlineData("""{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}""")]
    [InlineData("""{"keys":[{"kty":"RSA","n":"","e":""}]}""")]
    [InlineData("{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"y\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE\"}]}")]
    public async Task Documents_without_keys_are_told_apart_from_keys(string published)
    {
        provider.Publish(published);

        (await Refusal(first.Sign(provider.Address))).ShouldBe(TokenRefusal.KeysUnavailable);
    }

    [Fact]
    public async Task Keys_that_can_not_be_used_do_not_spoil_the_others()
    {
        provider.Publish($$"""{"keys":[null,{"kty":"OKP","crv":"Ed25519","x":"AA"},{"kty":"EC","crv":"P-256","x":"AA","y":"AA"},{{first.Jwk}}]}""");

        (await Refusal(first.Sign(provider.Address))).ShouldBe(TokenRefusal.None);
    }

    [Theory]
    [InlineData(""" "use":"enc" """)]
    [InlineData(""" "key_ops":["sign"] """)]
    [InlineData(""" "alg":"ES384" """)]
    public async Task A_key_for_something_else_signs_no_token(string more)
    {
        var jwk = first.Jwk.Replace("\"use\":\"sig\"", more, StringComparison.Ordinal);
        provider.Publish($$"""{"keys":[{{jwk}},{{second.Jwk}}]}""");

        (await Refusal(first.Sign(provider.Address))).ShouldBe(TokenRefusal.WrongSignature);
    }

    [Fact]
    public async Task An_answer_beyond_all_measure_is_no_answer()
    {
        provider.Publish($$"""{"keys":[{{first.Jwk}}],"x":"{{new string('x', ProviderDocuments.MaxBytes)}}"}""");
        (await Refusal(first.Sign(provider.Address))).ShouldBe(TokenRefusal.KeysUnavailable);

        using var many = Keys(provider.Address);
        provider.Publish($$"""{"keys":[{{string.Join(',', Enumerable.Repeat(first.Jwk, KeySetReader.MaxKeys + 1))}}]}""");
        (await many.Current(Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        await using var other = await StubProvider.Start(first);
        provider.Instead = context =>
        {
            context.Response.Redirect($"{other.Address}/keys");
            return Task.CompletedTask;
        };

        (await Refusal(first.Sign(provider.Address))).ShouldBe(TokenRefusal.KeysUnavailable);
        other.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"issuer":"https://other.example","jwks_uri":"{me}/keys"}""")]
    [InlineData("""{"jwks_uri":"{me}/keys"}""")]
    [InlineData("""{"issuer":["{me}"],"jwks_uri":"{me}/keys"}""")]
    [InlineData("""{"issuer":"{me}"}""")]
    [InlineData("""{"issuer":"{me}","jwks_uri":"/keys"}""")]
    [InlineData("""{"issuer":"{me}","jwks_uri":"file:///etc/passwd"}""")]
    [InlineData("<html>")]
    public async Task A_discovery_document_of_somebody_else_is_none(string discovery)
    {
        provider.Discovery = discovery;

        (await Refusal(first.Sign(provider.Address))).ShouldBe(TokenRefusal.KeysUnavailable);
    }

    [Fact]
    public async Task A_slash_at_the_end_of_the_providers_address_is_the_providers_choice()
    {
        provider.Discovery = """{"issuer":"{me}/","jwks_uri":"{me}/keys"}""";

        (await Refusal(first.Sign(provider.Address + "/"))).ShouldBe(TokenRefusal.None);
        (await Refusal(first.Sign(provider.Address))).ShouldBe(TokenRefusal.WrongIssuer);
    }

    [Fact]
    public async Task A_plain_address_of_keys_is_refused_where_the_provider_must_not_be_plain()
    {
        using var documents = new ProviderDocuments(provider.Address, mayBePlain: false);

        (await Should.ThrowAsync<ProviderException>(() => documents.Discover(Cancel))).Message.ShouldContain("https");
    }

    [Fact]
    public async Task A_provider_that_trickles_its_keys_is_given_up_while_it_goes_on()
    {
        provider.Instead = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(" ", context.RequestAborted);
                await Task.Delay(100, context.RequestAborted);
            }
        };

        // It would never end by itself.
        (await Refusal(first.Sign(provider.Address))).ShouldBe(TokenRefusal.KeysUnavailable);
    }

    [Fact]
    public async Task A_provider_that_accepts_and_is_silent_is_given_up_once_for_all_who_wait()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var waiting = Keys($"http://{silent.LocalEndpoint}");

        var all = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => waiting.Current(Cancel).AsTask()));

        all.ShouldAllBe(set => set == null);
        // Until the next fetch is due, which is far away now, nobody waits at all.
        time.Ahead = TimeSpan.FromHours(-1);
        waiting.Current(Cancel).AsTask().IsCompleted.ShouldBeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        keys.Dispose();
        await provider.DisposeAsync();
        first.Dispose();
        second.Dispose();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ProviderKeys Keys(string address) =>
        new(new ProviderDocuments(address, mayBePlain: true), time, NullLogger<ProviderKeys>.Instance);

    // A token for the service's clock, which the test has moved on.
    private string Later(Signer signer) => signer.Sign(
        $$"""{"alg":"ES256","typ":"at+jwt","kid":"{{signer.KeyId}}"}""",
        $$"""{"iss":"{{provider.Address}}","aud":"tdp",{{Signer.Caller}},"exp":{{time.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds()}}}""");

    private string Rubbish(int n)
    {
        using var nobody = new Signer($"nobody-{n}");
        return nobody.Sign(provider.Address);
    }

    private async Task<TokenRefusal> Refusal(string token)
    {
        var header = $"Bearer {token}";
        return (await validator.Validate(header, TokenHash.Of(header), Cancel)).Refusal;
    }

    private static async Task<TokenRefusal> Until(TokenRefusal wanted, Func<Task<TokenRefusal>> ask)
    {
        var watch = Stopwatch.StartNew();
        TokenRefusal last;
        do
        {
            last = await ask();
        }
        while (last != wanted && watch.Elapsed < TimeSpan.FromSeconds(60));
        return last;
    }

    private sealed class MovedTime : TimeProvider
    {
        internal TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
