using System.Security.Cryptography;
using System.Text;
using TestDigitalPlatform.Hosting.Authentication;

namespace TestDigitalPlatform.Hosting.Tests.Authentication;

public sealed class TokenValidatorTests : IDisposable
{
    private const string Header = """{"alg":"ES256","typ":"at+jwt"}""";

    private readonly Signer signer = new();

    [Theory]
    [InlineData("")]
    [InlineData(""","kid":"any" """)]
    [InlineData(""","jku":"https://evil.example/keys","x5u":"https://evil.example/c","jwk":{"kty":"EC"},"x5c":["AA"]""")]
    public async Task Believes_a_token_whatever_else_its_header_says_of_keys(string inHeader) =>
        (await Refusal(signer.Sign(inHeader: inHeader))).ShouldBe(TokenRefusal.None);

    [Theory]
    [InlineData("at+jwt")]
    [InlineData("AT+JWT")]
    [InlineData("application/at+jwt")]
    public async Task Believes_access_tokens_by_their_media_type(string type) =>
        (await Refusal(signer.Sign($$"""{"alg":"ES256","typ":"{{type}}"}""", Claims()))).ShouldBe(TokenRefusal.None);

    [Theory]
    [InlineData("""{"alg":"ES256"}""", "WrongType")]
    [InlineData("""{"alg":"ES256","typ":"JWT"}""", "WrongType")]
    [InlineData("""{"alg":"ES256","typ":["at+jwt"]}""", "WrongType")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","crit":["exp"]}""", "UnknownExtension")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","crit":[]}""", "UnknownExtension")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","b64":false,"crit":["b64"]}""", "UnknownExtension")]
    [InlineData("""{"alg":"none","typ":"at+jwt"}""", "WrongAlgorithm")]
    [InlineData("""{"alg":"None","typ":"at+jwt"}""", "WrongAlgorithm")]
    [InlineData("""{"alg":"HS256","typ":"at+jwt"}""", "WrongAlgorithm")]
    [InlineData("""{"alg":"es256","typ":"at+jwt"}""", "WrongAlgorithm")]
    [InlineData("""{"alg":"ES256K","typ":"at+jwt"}""", "WrongAlgorithm")]
    [InlineData("""{"typ":"at+jwt"}""", "WrongAlgorithm")]
    [InlineData("""{"alg":"ES384","typ":"at+jwt"}""", "WrongSignature")]
    [InlineData("""{"alg":"RS256","typ":"at+jwt"}""", "WrongSignature")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":5}""", "Malformed")]
    [InlineData("""{"alg":"none","alg":"ES256","typ":"at+jwt"}""", "Malformed")]
    [InlineData("""{"alg":"none","\u0061lg":"ES256","typ":"at+jwt"}""", "Malformed")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt"} """ + "\0", "Malformed")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt"}{}""", "Malformed")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt",}""", "Malformed")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt"}/**/""", "Malformed")]
    [InlineData("""[{"alg":"ES256","typ":"at+jwt"}]""", "Malformed")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","\ud800":1}""", "Malformed")]
    [InlineData("", "Malformed")]
    public async Task Refuses_other_headers(string header, string why) =>
        (await Refusal(signer.Sign(header, Claims()))).ToString().ShouldBe(why);

    [Theory]
    [InlineData("junk")]
    [InlineData("{}")]
    [InlineData(",")]
    [InlineData("\0")]
    [InlineData("/* */")]
    public async Task Refuses_junk_behind_the_claims(string junk) =>
        (await Refusal(signer.Sign(Header, Claims() + junk))).ShouldBe(TokenRefusal.Malformed);

    [Theory]
    [InlineData("\"tdp\"", "None")]
    [InlineData("[\"other\",\"tdp\"]", "None")]
    [InlineData("\"tdp/\"", "WrongAudience")]
    [InlineData("\"TDP\"", "WrongAudience")]
    [InlineData("\" tdp\"", "WrongAudience")]
    [InlineData("\"tdp,other\"", "WrongAudience")]
    [InlineData("[\"tdp/\"]", "WrongAudience")]
    [InlineData("[]", "WrongAudience")]
    [InlineData("[[\"tdp\"]]", "WrongAudience")]
    [InlineData("[\"tdp\",5]", "WrongAudience")]
    [InlineData("{\"tdp\":1}", "WrongAudience")]
    [InlineData("null", "WrongAudience")]
    [InlineData("5", "WrongAudience")]
    public async Task Compares_the_audience_letter_by_letter(string audience, string why) =>
        (await Refusal(signer.Sign(Header, Claims(audience: audience)))).ToString().ShouldBe(why);

    [Theory]
    [InlineData("\"https://issuer.example/\"")]
    [InlineData("\"HTTPS://issuer.example\"")]
    [InlineData("[\"https://issuer.example\"]")]
    [InlineData("null")]
    public async Task Compares_the_issuer_letter_by_letter(string issuer) =>
        (await Refusal(signer.Sign(Header, Claims(issuer: issuer)))).ShouldBe(TokenRefusal.WrongIssuer);

    [Theory]
    [InlineData("\"exp\":9999999999.5", "None")]
    [InlineData("\"exp\":99999999e2", "None")]
    [InlineData("\"exp\":\"9999999999\"", "Malformed")]
    [InlineData("\"exp\":1e400", "Malformed")]
    [InlineData("\"exp\":-1", "Malformed")]
    [InlineData("\"exp\":99999999999999", "Malformed")]
    [InlineData("\"exp\":true", "Malformed")]
    [InlineData("\"exp\":null", "Malformed")]
    [InlineData("\"exp\":[9999999999]", "Malformed")]
    [InlineData("\"exp\":1,\"exp\":9999999999", "Malformed")]
    [InlineData("\"exp\":9999999999,\"nbf\":\"0\"", "Malformed")]
    [InlineData("\"exp\":9999999999,\"iat\":\"0\"", "Malformed")]
    [InlineData("\"exp\":9999999999,\"nbf\":9999999998", "NotYetValid")]
    [InlineData("\"exp\":9999999999,\"iat\":9999999998", "NotYetValid")]
    [InlineData("\"exp\":1", "Expired")]
    [InlineData("\"x\":1", "Expired")]
    public async Task Reads_times_as_numbers_only(string times, string why) =>
        (await Refusal(signer.Sign(Header, Claims(times: times)))).ToString().ShouldBe(why);

    [Theory]
    [InlineData("sub")]
    [InlineData("role")]
    [InlineData("aud")]
    [InlineData("iss")]
    [InlineData("s\\u0075b")]
    public async Task Refuses_a_claim_that_stands_twice(string name) =>
        (await Refusal(signer.Sign(inClaims: $",\"{name}\":\"tdp\""))).ShouldBe(TokenRefusal.Malformed);

    [Fact]
    public async Task Refuses_each_way_to_write_the_same_token_but_one()
    {
        var token = signer.Sign();
        var parts = token.Split('.');
        (await Refusal(token)).ShouldBe(TokenRefusal.None);

        string[] others =
        [
            token + ".", "." + token, token + "=", token + "==", token + " ", token + "\t", token + "%20",
            $"{parts[0]}=.{parts[1]}.{parts[2]}", $"{parts[0]}..{parts[1]}.{parts[2]}", $"{parts[0]}.{parts[1]}",
            $"{parts[0]}. {parts[1]}.{parts[2]}", $"{parts[0]}.{parts[1]}.", $"{token}.{parts[2]}",
            $"{token},{token}", $"\"{token}\"", token + "A", token + "AAAA", token.Replace('.', ','),
            $"{parts[0]}.{parts[1]}.{NextLetter(parts[2])}",
        ];
        foreach (var other in others)
            (await Refusal(other)).ShouldNotBe(TokenRefusal.None, other);
    }

    [Fact]
    public async Task Refuses_bits_that_say_nothing_also_where_they_are_signed()
    {
        // One byte more or less, until the last letter has unused bits.
        for (var length = 0; length < 3; length++)
        {
            var claims = Signer.Encode(Encoding.UTF8.GetBytes(Claims() + new string(' ', length)));
            if (claims.Length % 4 == 0)
                continue;
            var token = signer.SignParts(Signer.Encode(Encoding.UTF8.GetBytes(Header)), NextLetter(claims));
            (await Refusal(token)).ShouldBe(TokenRefusal.Malformed);
        }
    }

    [Fact]
    public async Task Refuses_text_that_is_not_UTF8()
    {
        var claims = Encoding.UTF8.GetBytes(Claims(times: $"\"x\":\"?\",{Signer.Ends(5)}"));
        claims[Array.IndexOf(claims, (byte)'?')] = 0xff;

        (await Refusal(signer.SignParts(Signer.Encode(Encoding.UTF8.GetBytes(Header)), Signer.Encode(claims))))
            .ShouldBe(TokenRefusal.Malformed);
    }

    [Fact]
    public async Task Refuses_depth_and_length_beyond_all_use()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100);
        (await Refusal(signer.Sign(inClaims: $",\"act\":{deep}"))).ShouldBe(TokenRefusal.Malformed);
        (await Refusal(signer.Sign(inClaims: $",\"x\":\"{new string('x', 9_000)}\""))).ShouldBe(TokenRefusal.TooLong);
        (await Refusal(new string('.', 8_000))).ShouldBe(TokenRefusal.Malformed);
    }

    [Theory]
    [InlineData("Bearer  ", false)]
    [InlineData("bearer ", true)]
    [InlineData("Bearer\t", false)]
    [InlineData("Bearer", false)]
    [InlineData("Token ", false)]
    [InlineData("", false)]
    public async Task Takes_the_scheme_in_any_letters_and_one_space_behind_it(string scheme, bool isBelieved)
    {
        var header = scheme + signer.Sign();

        var result = await Validator().Validate(header, TokenHash.Of(header), Cancel);

        (result.Caller is not null).ShouldBe(isBelieved);
    }

    [Fact]
    public async Task Believes_no_signature_of_another_form_or_key()
    {
        using var other = new Signer();
        (await Refusal(other.Sign())).ShouldBe(TokenRefusal.WrongSignature);

        var text = signer.Sign()[..signer.Sign().LastIndexOf('.')];
        var der = signer.Key.SignData(
            Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        foreach (var signature in (byte[][])[der, [], new byte[64], new byte[63], new byte[4_000]])
            (await Refusal($"{text}.{Signer.Encode(signature)}")).ShouldBe(TokenRefusal.WrongSignature);
    }

    [Fact]
    public async Task Believes_no_token_that_is_signed_with_the_public_key_as_a_secret()
    {
        var text = Signer.Encode(Encoding.UTF8.GetBytes("""{"alg":"HS256","typ":"at+jwt"}""")) + "."
            + Signer.Encode(Encoding.UTF8.GetBytes(Claims()));
        var secret = Encoding.ASCII.GetBytes(signer.Key.ExportSubjectPublicKeyInfoPem());
        var token = $"{text}.{Signer.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)))}";

        (await Refusal(token)).ShouldBe(TokenRefusal.WrongAlgorithm);
    }

    public void Dispose() => signer.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Claims(
        string issuer = $"\"{Signer.Issuer}\"", string audience = "\"tdp\"", string? times = null) =>
        $$"""{"iss":{{issuer}},"aud":{{audience}},{{Signer.Caller}},{{times ?? Signer.Ends(5)}}}""";

    private static string NextLetter(string text) => text[..^1] + (char)(text[^1] + 1);

    private TokenValidator Validator() =>
        new(FixedKeys.Of(signer), new TokenRules("tdp"), TimeProvider.System, 10);

    private async Task<TokenRefusal> Refusal(string token)
    {
        var header = $"Bearer {token}";
        var result = await Validator().Validate(header, TokenHash.Of(header), Cancel);
        (result.Caller is null).ShouldBe(result.Refusal is not TokenRefusal.None);
        return result.Refusal;
    }
}
