using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace TestDigitalPlatform.Hosting.Operations;

internal static class JsonContent
{
    internal const string Type = "application/json; charset=utf-8";

    /// <summary>
    /// Whether the request says that its body is something else than JSON in UTF-8, or compressed, which a small body
    /// can blow up with.
    /// </summary>
    internal static bool IsOther(HttpRequest request) =>
        (request.ContentLength is not (null or 0) || request.Headers.TransferEncoding.Count > 0)
        && (!IsJson(request.Headers.ContentType) || !IsPlain(request.Headers.ContentEncoding));

    // Not what ends in +json: a merge patch (RFC 7396) or a problem means something else than its members say. And JSON
    // between systems is UTF-8 (RFC 8259, section 8.1); read as that, another charset would be other texts.
    private static bool IsJson(IReadOnlyList<string?> types) =>
        types is [{ } only]
        && MediaTypeHeaderValue.TryParse(only, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && type.Parameters
            .Where(p => p.Name.Equals("charset", StringComparison.OrdinalIgnoreCase))
            .All(p => p.GetUnescapedValue().Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static bool IsPlain(IReadOnlyList<string?> encodings) =>
        encodings is [] || (encodings is [{ } only] && only.Equals("identity", StringComparison.OrdinalIgnoreCase));
}
