using Microsoft.AspNetCore;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>K: no token in an address, which ends up in logs (RFC 9700, section 4.3.2).</summary>
internal sealed class QueryToken : IOpenIddictServerHandler<ExtractUserInfoRequestContext>
{
    public ValueTask HandleAsync(ExtractUserInfoRequestContext context)
    {
        if (context.Transaction.GetHttpRequest()!.Query.ContainsKey(Parameters.AccessToken))
            context.Reject(ProtocolErrors.InvalidRequest, "Send the access token in the Authorization header, not in the address.");
        return default;
    }
}
