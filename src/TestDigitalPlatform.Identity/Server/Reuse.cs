using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>C4, C6: whoever shows a code or a refresh token a second time ends the grant (RFC 9700, section 4.14.2).</summary>
internal sealed class Reuse(IOpenIddictTokenManager tokens, TokenFamily family) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.TokenId is { } id && context.Principal is { } principal
            && await tokens.FindByIdAsync(id, context.CancellationToken) is { } token
            && await tokens.HasStatusAsync(token, Statuses.Redeemed, context.CancellationToken))
            await family.Revoke(principal, context.CancellationToken);
    }
}
