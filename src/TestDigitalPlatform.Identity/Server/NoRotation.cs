using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>C6: a confidential client keeps its refresh token.</summary>
internal sealed class NoRotation(IOpenIddictApplicationManager clients) : IOpenIddictServerHandler<ProcessSignInContext>
{
    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.EndpointType is not OpenIddictServerEndpointType.Token || !context.Request.IsRefreshTokenGrantType()
            || await clients.FindByClientIdAsync(context.Request.ClientId!, context.CancellationToken) is not { } client
            || !await clients.HasClientTypeAsync(client, ClientTypes.Confidential, context.CancellationToken))
            return;
        (context.GenerateRefreshToken, context.IncludeRefreshToken) = (false, false);
    }
}
