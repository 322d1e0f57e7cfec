using OpenIddict.Server;
using TestDigitalPlatform.Identity.Stores;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>B4 to B7: an error goes back to the client, once its address is known to be the client's (RFC 6749, section 4.1.2.1).</summary>
/// <remarks>OpenIddict shows every error of its validation in the browser, where the client never learns of it.</remarks>
internal sealed class ErrorsByRedirect(ClientStore clients) : IOpenIddictServerHandler<ApplyAuthorizationResponseContext>
{
    public async ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
    {
        if (context is not { Error.Length: > 0, RedirectUri: null, Request: { ClientId: { } id, RedirectUri: { } address } })
            return;
        var client = await clients.FindByClientIdAsync(id, context.CancellationToken);
        if (client?.Settings.RedirectUris.Contains(address, StringComparer.Ordinal) is true)
            context.RedirectUri = address;
    }
}

/// <summary>B4: an error about the response type itself is told by the query, as all answers of the code flow are.</summary>
internal sealed class ErrorMode : IOpenIddictServerHandler<ApplyAuthorizationResponseContext>
{
    public ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
    {
        if (context is { Error.Length: > 0, RedirectUri: not null, ResponseMode: not ResponseModes.FormPost })
            context.ResponseMode = ResponseModes.Query;
        return default;
    }
}
