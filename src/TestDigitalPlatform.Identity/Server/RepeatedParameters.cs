using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>B5, C2, D: refuses a request that has a parameter twice (RFC 6749, sections 3.1 and 3.2).</summary>
/// <remarks>OpenIddict takes one of the values; a proxy or a log before it may take the other.</remarks>
internal sealed class RepeatedParameters :
    IOpenIddictServerHandler<ValidateAuthorizationRequestContext>,
    IOpenIddictServerHandler<ValidatePushedAuthorizationRequestContext>,
    IOpenIddictServerHandler<ValidateTokenRequestContext>,
    IOpenIddictServerHandler<ValidateIntrospectionRequestContext>,
    IOpenIddictServerHandler<ValidateRevocationRequestContext>
{
    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context) => Check(context);

    public ValueTask HandleAsync(ValidatePushedAuthorizationRequestContext context) => Check(context);

    public ValueTask HandleAsync(ValidateTokenRequestContext context) => Check(context);

    public ValueTask HandleAsync(ValidateIntrospectionRequestContext context) => Check(context);

    public ValueTask HandleAsync(ValidateRevocationRequestContext context) => Check(context);

    // Several resources may be asked for (RFC 8707, section 2), and several audiences (RFC 8693, section 2.1).
    private static ValueTask Check(BaseValidatingContext context)
    {
        var request = context.Transaction.GetHttpRequest()!;
        var repeated = Repeated(request.Query)
            ?? (request.HasFormContentType ? Repeated(request.Form) ?? request.Form.Keys.FirstOrDefault(request.Query.ContainsKey) : null);
        if (repeated is not null)
            context.Reject(ProtocolErrors.InvalidRequest, $"The parameter '{repeated}' is there more than once.");
        return default;
    }

    private static string? Repeated(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> parameters) =>
        parameters.FirstOrDefault(p => p.Value.Count > 1 && p.Key is not (Parameters.Resource or Parameters.Audience)).Key;
}
