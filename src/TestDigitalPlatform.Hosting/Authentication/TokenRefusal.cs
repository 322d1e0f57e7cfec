namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Why a token was not believed: for the log and the figures, never for the caller.</summary>
internal enum TokenRefusal
{
    /// <summary>It was believed.</summary>
    None,

    /// <summary>The header is not <c>Authorization: Bearer …</c>.</summary>
    WrongScheme,

    /// <summary>It has more than <see cref="AccessToken.MaxLength"/> characters.</summary>
    TooLong,

    /// <summary>It is not a JWS in compact form, or its header or payload is not an object of JSON.</summary>
    Malformed,

    /// <summary>Its header has <c>crit</c>.</summary>
    UnknownExtension,

    /// <summary><c>typ</c> is not <c>at+jwt</c>.</summary>
    WrongType,

    /// <summary><c>alg</c> is not one that is accepted.</summary>
    WrongAlgorithm,

    /// <summary><c>aud</c> does not name this service's audience.</summary>
    WrongAudience,

    /// <summary>It has no end, or the end is over.</summary>
    Expired,

    /// <summary>It begins or was issued in the future.</summary>
    NotYetValid,

    /// <summary><c>sub</c>, <c>role</c>, <c>customer</c> or <c>act</c> make no caller.</summary>
    NoCaller,

    /// <summary><c>iss</c> is not the identity provider.</summary>
    WrongIssuer,

    /// <summary>None of the known keys has signed it.</summary>
    WrongSignature,

    /// <summary>Its session or its grant has ended, or what its user may do has changed since.</summary>
    Revoked,

    /// <summary>It can't be told whether it is revoked: the identity provider is silent.</summary>
    RevocationsUnavailable,

    /// <summary>It can't be told: the identity provider's keys are not known.</summary>
    KeysUnavailable,
}
