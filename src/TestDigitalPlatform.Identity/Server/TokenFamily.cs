using System.Security.Claims;
using OpenIddict.Abstractions;
using TestDigitalPlatform.Identity.Revocations;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>All tokens of one grant.</summary>
internal sealed class TokenFamily(IOpenIddictTokenManager tokens, IOpenIddictAuthorizationManager grants, Revoke revoke)
{
    /// <summary>Revokes the grant of a token, and every token of it: also one that another node is making now.</summary>
    internal async ValueTask Revoke(ClaimsPrincipal token, CancellationToken cancellationToken)
    {
        if (token.GetAuthorizationId() is not { } id)
            return;
        // First the grant, which each use of a token looks at: a token that comes later is worth nothing.
        if (await grants.FindByIdAsync(id, cancellationToken) is { } grant)
            await grants.TryRevokeAsync(grant, cancellationToken);
        await revoke.Grant(id, cancellationToken);
        await tokens.RevokeByAuthorizationIdAsync(id, cancellationToken);
    }
}
