using System.Security.Claims;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using TestDigitalPlatform.Identity.Stores;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>C: decides whom a token speaks for: the person behind a code or a refresh token as they are now, or a client.</summary>
internal sealed class TokenHandler(IAccountDirectory accounts, TokenPrincipal principals, ClientStore clients)
    : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (context.Request.IsClientCredentialsGrantType())
            await ForClient(context);
        else
            await ForPerson(context);
    }

    private async ValueTask ForClient(HandleTokenRequestContext context)
    {
        var client = await clients.FindByClientIdAsync(context.ClientId!, context.CancellationToken);
        if (client?.Settings.Identity is not { } identity)
            context.Reject(ProtocolErrors.UnauthorizedClient, "The client has no identity of its own. Give it a role to act by itself.");
        else
            context.SignIn(principals.Of(client, identity, context.Request.GetScopes()));
    }

    // Roles change and sessions end while a refresh token lives.
    private async ValueTask ForPerson(HandleTokenRequestContext context)
    {
        var told = context.Principal!;
        if (!UserId.TryParse(told.GetClaim(Claims.Subject), null, out var user)
            || await accounts.Find(user, context.CancellationToken) is not { } account)
        {
            context.Reject(ProtocolErrors.InvalidGrant, "The account can't be used any more.");
            return;
        }

        if (!Guid.TryParse(told.GetClaim(ClaimNames.Session), out var session)
            || !await accounts.IsAlive(session, context.CancellationToken))
        {
            context.Reject(ProtocolErrors.InvalidGrant, "The session has ended. Sign in again.");
            return;
        }

        // RFC 6749, section 6: a refresh may ask for less than was granted.
        var scopes = context.Request.IsRefreshTokenGrantType() && context.Request.GetScopes() is { IsEmpty: false } fewer
            ? fewer
            : told.GetScopes();
        context.SignIn(principals.Of(account, told, scopes));
    }
}
