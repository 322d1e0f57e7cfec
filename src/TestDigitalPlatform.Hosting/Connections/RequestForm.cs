using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Connections;

/// <summary>Refuses what the server takes for a request and the framework can't work with, or would misread.</summary>
internal static class RequestForm
{
    private const string Punycode = "xn--";

    private static readonly IdnMapping Idn = new();

    private static readonly Problem BadHost = new(
        StatusCodes.Status400BadRequest, "bad_request",
        "The Host header is not a valid name: a part that begins with xn-- must be valid punycode (RFC 3492).");

    private static readonly Problem BadMethod = new(
        StatusCodes.Status400BadRequest, "bad_request",
        "The method is not known. Methods are case-sensitive: GET, not get (RFC 9110, section 9.1).");

    /// <summary>
    /// Takes away a name that can't be decoded: whoever asks for it, a span or a middleware, would fail.
    /// </summary>
    internal static void Check(IHttpRequestFeature request, IFeatureCollection features)
    {
        var host = request.Headers.Host.ToString();
        if (!host.Contains(Punycode, StringComparison.OrdinalIgnoreCase) || IsName(host))
            return;
        request.Headers.Host = "";
        features.Set(new Malformed(BadHost));
    }

    internal static void UseRequestForm(this IApplicationBuilder app) => app.UseWhen(
        static context => Fault(context) is not null,
        refused => refused.Run(static context => Problem.Write(context, Fault(context)!)));

    private static Problem? Fault(HttpContext context)
    {
        var method = context.Request.Method;
        // Known methods are always the same texts; routing compares without regard to case.
        var known = HttpMethods.GetCanonicalizedValue(method);
        if (!ReferenceEquals(known, method) && !string.Equals(known, method, StringComparison.Ordinal))
            return BadMethod;
        return context.Features.Get<Malformed>()?.Problem;
    }

    private static bool IsName(string host)
    {
        try
        {
            _ = new HostString(host).Host;
            _ = HostString.FromUriComponent(host);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private sealed record Malformed(Problem Problem);
}
