namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Says why a token was refused, to who runs the service; nothing of the token is in it.</summary>
internal static class RefusalText
{
    /// <param name="refusal">Why.</param>
    /// <param name="keys">What the keys are called that should have signed it.</param>
    internal static string Of(TokenRefusal refusal, string keys) => refusal switch
    {
        TokenRefusal.WrongScheme => "the Authorization header is not 'Bearer' followed by a token",
        TokenRefusal.TooLong => $"it has more than {AccessToken.MaxLength} characters",
        TokenRefusal.Malformed => "it is not a signed JWT, or one of its claims has the wrong type",
        TokenRefusal.UnknownExtension => "its header has 'crit', but no extensions are supported",
        TokenRefusal.WrongType => "its 'typ' is not 'at+jwt' (RFC 9068)",
        TokenRefusal.WrongAlgorithm => $"its 'alg' is not one of {string.Join(", ", SigningKey.Algorithms)}",
        TokenRefusal.WrongAudience => "its 'aud' is not this service's Platform:Tokens:Audience",
        TokenRefusal.Expired => "it has expired, or has no 'exp'",
        TokenRefusal.NotYetValid => "its 'nbf' or 'iat' is in the future",
        TokenRefusal.NoCaller => "its 'sub', 'role', 'customer' and 'act' do not identify a caller",
        TokenRefusal.WrongIssuer => $"its 'iss' is not that of {keys}",
        TokenRefusal.WrongSignature => $"it was not signed by {keys}",
        TokenRefusal.Revoked => "it was revoked",
        TokenRefusal.RevocationsUnavailable => "the identity provider does not say which tokens are revoked",
        _ => $"it can't be checked without {keys}",
    };

    /// <summary>One word for a figure.</summary>
    internal static string Word(TokenRefusal refusal) =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(refusal.ToString());
}
