using System.Security.Claims;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Tells ASP.NET Core who calls, for code that knows no <see cref="Caller"/>.</summary>
internal static class CallerClaims
{
    internal static ClaimsPrincipal Of(Caller caller)
    {
        var identity = new ClaimsIdentity("Bearer", "sub", "role");
        identity.AddClaim(new Claim("sub", caller.User.ToString()));
        identity.AddClaim(new Claim("role", TokenClaims.Text(caller.Role)));
        if (caller.Customer is { } customer)
            identity.AddClaim(new Claim("customer", customer.ToString()));
        return new ClaimsPrincipal(identity);
    }
}
