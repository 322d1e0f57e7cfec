using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Identity.SignIns;

/// <summary>Remembers in the browser, encrypted, that a password was right and a second factor is missing.</summary>
internal sealed class PendingCookie(IDataProtectionProvider protection, TimeProvider time)
{
    private const string Name = "__Host-tdp-second-factor";
    private const int MaxLength = 2_000;

    private static readonly TimeSpan Valid = TimeSpan.FromMinutes(5);

    private readonly IDataProtector protector = protection.CreateProtector("TestDigitalPlatform.Identity.SecondFactor");

    internal void Write(HttpResponse response, SignInResult.SecondFactor pending) => response.Cookies.Append(
        Name,
        protector.Protect($"{time.GetUtcNow().ToUnixTimeSeconds()} {pending.SecurityStamp:N} {pending.User}"),
        Options());

    /// <returns><see langword="null"/> when there is none, or it is too old.</returns>
    internal SignInResult.SecondFactor? Read(HttpRequest request)
    {
        if (request.Cookies[Name] is not { Length: > 0 and <= MaxLength } text)
            return null;
        try
        {
            return protector.Unprotect(text).Split(' ') is [var at, var stamp, var user]
                && long.Parse(at, System.Globalization.CultureInfo.InvariantCulture) + (long)Valid.TotalSeconds >= time.GetUtcNow().ToUnixTimeSeconds()
                ? new SignInResult.SecondFactor(UserId.Parse(user), Guid.Parse(stamp))
                : null;
        }
        catch (CryptographicException)
        {
            // Not ours: as if it were not there.
            return null;
        }
    }

    internal static void Delete(HttpResponse response) => response.Cookies.Delete(Name, Options());

    private static CookieOptions Options() => new()
    {
        Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true,
    };
}
