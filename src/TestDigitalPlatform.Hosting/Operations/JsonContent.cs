using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Hosting.Operations;

internal static class JsonContent
{
    internal const string Type = "application/json; charset=utf-8";

    /// <summary>
    /// Whether the request says that its body is something else than JSON, or compressed, which a small body can blow
    /// up with.
    /// </summary>
    internal static bool IsOther(HttpRequest request) =>
        (request.ContentLength is not (null or 0) || request.Headers.TransferEncoding.Count > 0)
        && (!request.HasJsonContentType() || request.Headers.ContentEncoding is not ([] or ["identity"]));
}
