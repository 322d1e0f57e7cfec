using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>B: answers an authorization request: with a code for whoever is signed in, or by way of the sign-in page.</summary>
internal sealed class AuthorizeHandler(
    IAccountDirectory accounts, TokenPrincipal principals, IDataProtectionProvider protection, TimeProvider time)
    : IOpenIddictServerHandler<HandleAuthorizationRequestContext>
{
    /// <summary>A parameter of our own: from when a sign-in counts, when the client asked for a new one.</summary>
    private const string SignedInSince = "signed_in_since";

    private readonly IDataProtector protector = protection.CreateProtector("TestDigitalPlatform.Identity.SignedInSince");

    public async ValueTask HandleAsync(HandleAuthorizationRequestContext context)
    {
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        var session = (await http.AuthenticateAsync(IdentitySchemes.Session)).Principal;
        var account = session is null ? null : await Account(session, http.RequestAborted);
        if (account is not null && !IsOtherThanHinted(context, account) && !MustSignInAgain(context, session!, http.Request))
        {
            context.SignIn(principals.Of(account, session!, context.Request.GetScopes()));
            return;
        }

        if (context.Request.HasPromptValue(PromptValues.None))
        {
            context.Reject(ProtocolErrors.LoginRequired, "Nobody is signed in who may answer this request.");
            return;
        }

        // 303, not 302: a browser that posted the request must ask for the page with GET (RFC 9700, section 4.12).
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = $"{Paths.SignIn}?return={Uri.EscapeDataString(Return(context, http.Request))}";
        http.Response.Headers.CacheControl = "no-store";
        context.HandleRequest();
    }

    private async ValueTask<TokenAccount?> Account(ClaimsPrincipal session, CancellationToken cancellationToken) =>
        UserId.TryParse(session.GetClaim(Claims.Subject), null, out var user)
        && Guid.TryParse(session.GetClaim(ClaimNames.Session), out var id) && await accounts.IsAlive(id, cancellationToken)
            ? await accounts.Find(user, cancellationToken)
            : null;

    // OpenID Connect Core 1.0, section 3.1.2.1: a hint at another user is answered as if nobody were signed in.
    private static bool IsOtherThanHinted(HandleAuthorizationRequestContext context, TokenAccount account) =>
        context.IdentityTokenHintPrincipal?.GetClaim(Claims.Subject) is { } hinted
        && !string.Equals(hinted, account.User.Value, StringComparison.Ordinal);

    private bool MustSignInAgain(HandleAuthorizationRequestContext context, ClaimsPrincipal session, HttpRequest request)
    {
        var signedIn = long.Parse(session.GetClaim(ClaimNames.AuthenticationTime)!, CultureInfo.InvariantCulture);
        var wantsNew = context.Request.HasPromptValue(PromptValues.Login)
            || context.Request.HasPromptValue(PromptValues.SelectAccount) || context.Request.MaxAge is 0;
        if (wantsNew)
            return Since(request) is not { } since || signedIn < since;
        return context.Request.MaxAge is { } age && signedIn + age < time.GetUtcNow().ToUnixTimeSeconds();
    }

    // What came with POST returns as a query; all of it was validated already, and will be again.
    private string Return(HandleAuthorizationRequestContext context, HttpRequest request)
    {
        var parameters = request.HasFormContentType ? request.Form.AsEnumerable() : request.Query;
        var query = new QueryBuilder(parameters.Where(p => p.Key != SignedInSince))
        {
            { SignedInSince, protector.Protect(time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)) },
        };
        return Paths.Authorize + query;
    }

    private long? Since(HttpRequest request)
    {
        if (request.Query[SignedInSince] is not [{ } text])
            return null;
        try
        {
            return long.Parse(protector.Unprotect(text), CultureInfo.InvariantCulture);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Not ours: as if it were not there.
            return null;
        }
    }
}
