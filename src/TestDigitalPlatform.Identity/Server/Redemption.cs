using System.Security.Claims;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>C4, C6: a code, and a refresh token of a public client, is good once, whoever asks at the same time.</summary>
/// <remarks>
/// In place of OpenIddict's handler, which answers everybody who shows a refresh token at once: of two nodes that redeem a token,
/// the database lets one. A confidential client proves who it is, so its refresh token stays the same: a client that
/// crashes before it has stored a new one loses nothing (FAPI 2.0 Security Profile, section 5.3.2.1).
/// </remarks>
internal sealed class Redemption(IOpenIddictTokenManager tokens, TokenFamily family, IOpenIddictApplicationManager clients)
    : IOpenIddictServerHandler<ProcessSignInContext>
{
    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.EndpointType is not OpenIddictServerEndpointType.Token || Shown(context) is not { } shown
            || (context.Request.IsRefreshTokenGrantType() && await IsConfidential(context)))
            return;
        if (shown.GetTokenId() is { } id && await tokens.FindByIdAsync(id, context.CancellationToken) is { } token
            && await tokens.TryRedeemAsync(token, context.CancellationToken))
            return;
        // Two who have the same token: one of them is a thief.
        await family.Revoke(shown, context.CancellationToken);
        context.Reject(ProtocolErrors.InvalidGrant, "The token was used before. All tokens of its grant are revoked.");
    }

    private static ClaimsPrincipal? Shown(ProcessSignInContext context)
    {
        var validated = context.Transaction.GetProperty<ProcessAuthenticationContext>(typeof(ProcessAuthenticationContext).FullName!);
        return context.Request.IsAuthorizationCodeGrantType() ? validated?.AuthorizationCodePrincipal
            : context.Request.IsRefreshTokenGrantType() ? validated?.RefreshTokenPrincipal
            : context.Request.IsDeviceCodeGrantType() ? validated?.DeviceCodePrincipal
            : null;
    }

    private async ValueTask<bool> IsConfidential(ProcessSignInContext context) =>
        await clients.FindByClientIdAsync(context.Request.ClientId!, context.CancellationToken) is { } client
        && await clients.HasClientTypeAsync(client, ClientTypes.Confidential, context.CancellationToken);
}
