using TestDigitalPlatform.Hosting.Webhooks;

namespace TestDigitalPlatform.Hosting.Tests.Webhooks;

public sealed class WebhookKeyTests
{
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);

    [Fact]
    public void Signs_as_the_other_libraries_of_standard_webhooks_do()
    {
        // The example of the specification's own test suites.
        var key = WebhookKey.Read("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;

        key.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", Time, """{"test": 2432232314}""")
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    [Fact]
    public void Knows_its_own_signature_among_others_and_no_other()
    {
        var (key, other) = (WebhookKey.Read(WebhookKey.Create())!, WebhookKey.Read(WebhookKey.Create())!);
        var signature = key.Sign("id", Time, "body ä");

        key.HasSigned($"v1a,abc {other.Sign("id", Time, "body ä")} {signature}", "id", Time, "body ä").ShouldBeTrue();
        other.HasSigned(signature, "id", Time, "body ä").ShouldBeFalse();
        key.HasSigned(signature, "id", Time, "body a").ShouldBeFalse();
        key.HasSigned(signature, "di", Time, "body ä").ShouldBeFalse();
        key.HasSigned(signature, "id", Time.AddSeconds(1), "body ä").ShouldBeFalse();
        key.HasSigned("", "id", Time, "body ä").ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("not base64 at all, but long enough to be a secret")]
    public void Is_not_read_from_what_is_too_short_or_no_base64(string? text) => WebhookKey.Read(text).ShouldBeNull();
}
