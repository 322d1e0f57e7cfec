using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>K: tells about a person what the scopes of the token allow (OpenID Connect Core 1.0, section 5.3).</summary>
internal sealed class UserInfo(IAccountDirectory accounts) : IOpenIddictServerHandler<HandleUserInfoRequestContext>
{
    public async ValueTask HandleAsync(HandleUserInfoRequestContext context)
    {
        if (!UserId.TryParse(context.AccessTokenPrincipal.GetClaim(Claims.Subject), null, out var user)
            || await accounts.Find(user, context.CancellationToken) is not { } account)
        {
            context.Reject(ProtocolErrors.InvalidToken, "The account of the token can't be used any more.");
            return;
        }

        context.Subject = account.User.Value;
        if (context.AccessTokenPrincipal.HasScope(OpenIddictConstants.Scopes.Profile))
            context.Claims[Claims.Name] = account.DisplayName;
        if (context.AccessTokenPrincipal.HasScope(OpenIddictConstants.Scopes.Email))
            (context.Email, context.EmailVerified) = (account.Email, account.EmailVerified);
    }
}
