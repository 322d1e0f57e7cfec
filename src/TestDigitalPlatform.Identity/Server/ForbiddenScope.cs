using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>C2: a scope that the client may not ask for is an invalid scope (RFC 6749, sections 4.1.2.1 and 5.2).</summary>
/// <remarks>OpenIddict says <c>invalid_request</c>, as for a request that can't be read; its number tells them apart.</remarks>
internal sealed class ForbiddenScope :
    IOpenIddictServerHandler<ApplyAuthorizationResponseContext>,
    IOpenIddictServerHandler<ApplyPushedAuthorizationResponseContext>,
    IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    private const string Number = "ID2051";

    public ValueTask HandleAsync(ApplyAuthorizationResponseContext context) => Mend(context.Response);

    public ValueTask HandleAsync(ApplyPushedAuthorizationResponseContext context) => Mend(context.Response);

    public ValueTask HandleAsync(ApplyTokenResponseContext context) => Mend(context.Response);

    private static ValueTask Mend(OpenIddictResponse response)
    {
        if (response.Error == ProtocolErrors.InvalidRequest && response.ErrorUri?.EndsWith(Number, StringComparison.Ordinal) is true)
            response.Error = ProtocolErrors.InvalidScope;
        return default;
    }
}
