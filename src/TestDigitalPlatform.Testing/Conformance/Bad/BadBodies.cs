using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace TestDigitalPlatform.Testing.Conformance.Bad;

/// <summary>Bodies that are no JSON, not the right JSON, too deep, too large, or not what their type says.</summary>
internal static class BadBodies
{
    private const string Json = "application/json";

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "9223372036854775808", "-9223372036854775809",
        "123456789012345678901234567890", "[]", "{}", "[[]]", "[null]", """{"a":1}""", "[1e400]", """{"a":1e400}""",
        "\"\"", "\" \"", """ "\u0000" """, """ "a\u0000b" """, """ "\ud800" """, """ "\udc00\ud800" """,
        """ "\u202e" """,
        "\"2026-13-45T99:99:99Z\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"",
        "\"' or 1=1 --\"", "\"%s%n$1{0}\"", "\"../../etc/passwd\"", "\"😀\"", "\"null\"",
        "\"" + new string('x', 20_000) + "\"",
    ];

    private static readonly string[] Types =
    [
        "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/octet-stream", "json", "", "application/merge-patch+json", "application/json; charset=iso-8859-1",
        "application/json; charset=utf-16",
    ];

    /// <param name="call">A command as it should be sent.</param>
    /// <param name="send">Makes a request with a content of the same command.</param>
    internal static IEnumerable<BadRequest> Of(MessageCall call, Func<HttpContent?, HttpRequestMessage> send)
    {
        var good = call.Body?.ToJsonString(PlatformJson.Options) ?? "{}";
        var (bytesOfGood, needsBody) = (Encoding.UTF8.GetBytes(good), call.Body is { Count: > 0 });
        // Where nothing in it is required, nothing at all will do.
        foreach (var nothing in (string[])["", " "])
            yield return new BadRequest($"the body '{nothing}'", send(Content(Encoding.UTF8.GetBytes(nothing), Json)));
        foreach (var (what, bytes) in Broken(good))
            yield return new BadRequest(what, send(Content(bytes, Json)), needsBody);
        foreach (var type in Types)
            yield return new BadRequest($"a body of type '{type}'", send(Content(bytesOfGood, type)), needsBody);
        foreach (var encoding in (string[])["gzip", "br", "nonsense"])
        {
            var content = Content(bytesOfGood, Json);
            content.Headers.ContentEncoding.Add(encoding);
            yield return new BadRequest($"a body encoded as {encoding}", send(content), needsBody);
        }

        var body = call.Body ?? [];
        foreach (var (name, value) in Replaced(body))
        {
            var replaced = Content(With(body, name, value), Json);
            yield return new BadRequest($"\"{name}\": {BadRequest.Shown(value.Trim())}", send(replaced));
        }
    }

    private static IEnumerable<(string What, byte[] Bytes)> Broken(string good)
    {
        foreach (var text in (string[])
                 ["null", "[]", "\"x\"", "1", "{", "}", "{\"", "{]", "nonsense", "<xml/>", good + "x", good + good])
            yield return ($"the body {BadRequest.Shown(text)}", Encoding.UTF8.GetBytes(text));
        foreach (var length in new[] { good.Length / 4, good.Length / 2, good.Length - 1 }.Where(l => l > 0))
            yield return ($"a body cut off after {length} characters", Encoding.UTF8.GetBytes(good[..length]));
        yield return ("a body of arrays, 1,000 deep", Encoding.UTF8.GetBytes(new string('[', 1_000)));
        yield return ("a body of objects, 200 deep", Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200)));
        yield return ("a body that is no UTF-8", [.. "{\""u8, 0xC3, 0x28, .. "\":1}"u8]);
        yield return ("a body of bytes 0xFF", [0xFF, 0xFE, 0xFF, 0xFE]);
        yield return ("a body in UTF-16", Encoding.Unicode.GetBytes(good));
        yield return ("a body of 100,000 bytes", Encoding.UTF8.GetBytes($"{{\"x\":\"{new string('x', 100_000)}\"}}"));
        yield return ("a body with an unknown field", Encoding.UTF8.GetBytes("{\"tdpNobodyKnows\":1}"));
    }

    private static IEnumerable<(string Name, string Value)> Replaced(JsonObject body) =>
        from member in body from value in Values select (member.Key, value);

    private static byte[] With(JsonObject body, string name, string value)
    {
        var members = body.Select(m =>
            $"\"{m.Key}\":{(m.Key == name ? value : m.Value?.ToJsonString(PlatformJson.Options) ?? "null")}");
        return Encoding.UTF8.GetBytes("{" + string.Join(',', members) + "}");
    }

    private static ByteArrayContent Content(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        if (type.Length > 0)
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }
}
