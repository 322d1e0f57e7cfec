using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TestDigitalPlatform.Identity.Server;

namespace TestDigitalPlatform.Identity.Sessions;

/// <summary>Authenticates people by the session of their browser, which is looked up each time: one that was ended is over.</summary>
internal sealed class SessionHandler(
    SessionRegistry sessions, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : SignOutAuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SessionCookie.Read(Request) is not { } secret)
            return AuthenticateResult.NoResult();
        return await sessions.Find(secret, Context.RequestAborted) is { } session
            ? AuthenticateResult.Success(new AuthenticationTicket(Principal(session), Scheme.Name))
            : AuthenticateResult.NoResult();
    }

    protected override async Task HandleSignOutAsync(AuthenticationProperties? properties)
    {
        if (SessionCookie.Read(Request) is { } secret
            && await sessions.Find(secret, Context.RequestAborted) is { } session)
            await sessions.End(session.Id, CancellationToken.None);
        SessionCookie.Delete(Response);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status303SeeOther;
        Response.Headers.Location =
            $"{Paths.SignIn}?return={Uri.EscapeDataString(Request.PathBase + Request.Path + Request.QueryString)}";
        return Task.CompletedTask;
    }

    private ClaimsPrincipal Principal(Session session)
    {
        var identity = new ClaimsIdentity(Scheme.Name, "sub", "role");
        identity.AddClaim(new Claim("sub", session.User.Value));
        identity.AddClaim(new Claim(ClaimNames.Session, session.Id.ToString()));
        identity.AddClaim(new Claim(
            ClaimNames.AuthenticationTime, session.SignedInAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ClaimValueTypes.Integer64));
        identity.AddClaims(session.Methods.Select(method => new Claim(ClaimNames.AuthenticationMethods, method)));
        return new ClaimsPrincipal(identity);
    }
}
