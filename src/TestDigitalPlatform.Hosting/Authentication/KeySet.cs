namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>The keys whose signatures are believed at a time.</summary>
/// <param name="Issuer">Who signs with them: the only <c>iss</c> that is believed.</param>
/// <param name="Keys">The keys.</param>
internal sealed record KeySet(string Issuer, IReadOnlyList<SigningKey> Keys)
{
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
