using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>The values of a path as they were sent.</summary>
/// <remarks>
/// The server decodes a path once, but leaves <c>%2F</c> and what is no UTF-8 as it stands: <c>a%2Fb</c> and
/// <c>a%252Fb</c> look the same afterwards. So where a percent sign is left, the value is taken from the request's own
/// line.
/// </remarks>
internal static class RouteText
{
    /// <returns>Whether the value can be told.</returns>
    internal static bool TryRead(HttpContext context, string name, out string text)
    {
        text = context.Request.RouteValues[name] as string ?? "";
        if (!text.Contains('%', StringComparison.Ordinal))
            return true;
        var sent = SegmentOf(context, name);
        if (sent is null || !PercentText.TryDecode(sent, out var decoded))
            return false;
        text = decoded;
        return true;
    }

    /// <summary>A path that no other path shares: decoded, unless that leaves something open.</summary>
    internal static string PathOf(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        return path.Contains('%', StringComparison.Ordinal) ? RawPath(context) : path;
    }

    private static string? SegmentOf(HttpContext context, string name)
    {
        var pattern = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.PathSegments ?? [];
        var at = pattern.ToList().FindIndex(s => s.Parts is [RoutePatternParameterPart { IsCatchAll: false } only]
            && string.Equals(only.Name, name, StringComparison.OrdinalIgnoreCase));
        var raw = RawPath(context).Split('/');
        // Dots in a path are resolved before it is matched; then no place is known.
        var matched = $"{context.Request.PathBase.Value}{context.Request.Path.Value}".Split('/');
        var before = context.Request.PathBase.Value?.Count(c => c == '/') ?? 0;
        return at >= 0 && raw.Length == matched.Length && before + 1 + at < raw.Length ? raw[before + 1 + at] : null;
    }

    // Mostly "/path?query", but also "http://host/path?query" (RFC 9112, section 3.2).
    private static string RawPath(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = target.Split('?')[0];
        var host = path.StartsWith('/') ? -1 : path.IndexOf("://", StringComparison.Ordinal);
        var start = host < 0 ? 0 : path.IndexOf('/', host + 3);
        return start < 0 ? "" : path[start..];
    }
}
