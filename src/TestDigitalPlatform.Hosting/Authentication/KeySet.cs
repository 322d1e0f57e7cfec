namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>The keys whose signatures are believed at a time.</summary>
/// <param name="Issuer">Who signs with them: the only <c>iss</c> that is believed.</param>
/// <param name="Keys">The keys.</param>
internal sealed record KeySet(string Issuer, IReadOnlyList<SigningKey> Keys)
{
    /// <summary>The keys of a second issuer: the development key beside the identity provider's own, in Development.</summary>
    internal KeySet? Other { get; init; }

    /// <summary>The keys of an issuer; <see langword="null"/> when it is not believed.</summary>
    internal KeySet? Of(string issuer) =>
        string.Equals(issuer, Issuer, StringComparison.Ordinal) ? this : Other?.Of(issuer);

    internal bool HasSigned(AccessToken token)
    {
        foreach (var key in Keys)
        {
            if (key.MayHaveSigned(token) && key.HasSigned(token))
                return true;
        }

        return false;
    }
}
