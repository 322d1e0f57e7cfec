using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>B8: a code challenge is the SHA-256 of a verifier in base64url (RFC 7636, section 4.2), and nothing else.</summary>
internal sealed class CodeChallenge :
    IOpenIddictServerHandler<ValidateAuthorizationRequestContext>,
    IOpenIddictServerHandler<ValidatePushedAuthorizationRequestContext>
{
    private const int Length = 43;

    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ValidatePushedAuthorizationRequestContext context) => Check(context, context.Request);

    private static ValueTask Check(BaseValidatingContext context, OpenIddictRequest request)
    {
        if (request.CodeChallenge is { Length: > 0 } challenge
            && (challenge.Length != Length || !challenge.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')))
            context.Reject(
                ProtocolErrors.InvalidRequest, "The code_challenge is not a SHA-256 in base64url: send 43 letters, digits, '-' and '_'.");
        return default;
    }
}
