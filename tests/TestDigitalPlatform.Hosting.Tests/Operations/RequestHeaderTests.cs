using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Hosting.Operations;

namespace TestDigitalPlatform.Hosting.Tests.Operations;

public sealed class RequestHeaderTests
{
    [Theory]
    [InlineData("application/json", false)]
    [InlineData("Application/JSON", false)]
    [InlineData("application/json; charset=utf-8", false)]
    [InlineData("application/json;charset=\"UTF-8\"", false)]
    [InlineData("application/json; profile=x", false)]
    [InlineData("application/merge-patch+json", true)]
    [InlineData("application/problem+json", true)]
    [InlineData("application/vnd.acme+json; charset=utf-8", true)]
    [InlineData("application/json; charset=iso-8859-1", true)]
    [InlineData("application/json; charset=utf-16", true)]
    [InlineData("application/json; charset=\"utf-7\"", true)]
    [InlineData("application/json; charset=utf-8; charset=utf-16", true)]
    [InlineData("application/json; charset=", true)]
    [InlineData("application/json, application/json", true)]
    [InlineData("application/*", true)]
    [InlineData("text/json", true)]
    [InlineData("application/jsonl", true)]
    [InlineData("", true)]
    public void A_body_is_JSON_in_UTF_8_or_refused(string type, bool isOther)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentLength = 2;
        request.Headers.ContentType = type;

        JsonContent.IsOther(request).ShouldBe(isOther);
    }

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("\"abc\"", "abc")]
    [InlineData("a b", "a b")]
    [InlineData("\"\"abc\"\"", null)]
    [InlineData("\"abc", null)]
    [InlineData("abc\"", null)]
    [InlineData("a\"c", null)]
    [InlineData("\"a\\\\c\"", null)]
    [InlineData("\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("", null)]
    [InlineData("\u00e9", null)]
    public void An_idempotency_key_has_two_quotes_or_none(string sent, string? key)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers["Idempotency-Key"] = sent;

        if (key is null)
            Should.Throw<InvalidInputException>(() => IdempotencyHeader.Read(request));
        else
            IdempotencyHeader.Read(request).ShouldBe(key);
    }
}
