using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Identity.Sessions;

/// <summary>What a browser keeps of a session: a random secret that means nothing by itself.</summary>
internal static class SessionCookie
{
    /// <summary>The prefix has browsers refuse it from elsewhere (RFC 6265bis, section 4.1.3.2).</summary>
    internal const string Name = "__Host-tdp-session";

    private const int SecretLength = 43;

    internal static string? Read(HttpRequest request) =>
        request.Cookies[Name] is { Length: SecretLength } secret ? secret : null;

    internal static void Write(HttpResponse response, string secret) => response.Cookies.Append(Name, secret, Options());

    internal static void Delete(HttpResponse response) => response.Cookies.Delete(Name, Options());

    // It ends with the browser; the server's limits end it before.
    private static CookieOptions Options() => new()
    {
        Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true,
    };
}
