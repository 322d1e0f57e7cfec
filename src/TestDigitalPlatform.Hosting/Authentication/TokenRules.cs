using System.Text.Json;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>What an access token must say, whoever signed it (RFC 9068, section 4).</summary>
/// <param name="audience">The audience that it must be made for.</param>
internal sealed class TokenRules(string audience)
{
    // Clocks differ; a token that lives minutes must not outlive its end by many.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(10);

    // The last second of the year 9999.
    private const double LastSecond = 253_402_300_799;

    internal TokenRefusal Check(JsonElement claims, DateTimeOffset now, out Caller? caller, out DateTimeOffset ends)
    {
        (caller, ends) = (null, default);
        if (!IsForUs(claims))
            return TokenRefusal.WrongAudience;
        if (!IsWellDated(claims, out var begins, out var issued, out var expires))
            return TokenRefusal.Malformed;
        if (expires is not { } end || end <= now - ClockSkew)
            return TokenRefusal.Expired;
        if (begins > now + ClockSkew || issued > now + ClockSkew)
            return TokenRefusal.NotYetValid;
        caller = TokenClaims.Read(claims);
        ends = end;
        return caller is null ? TokenRefusal.NoCaller : TokenRefusal.None;
    }

    // A text, or a list of texts (RFC 7519, section 4.1.3), compared letter by letter.
    private bool IsForUs(JsonElement claims)
    {
        if (!claims.TryGetProperty("aud", out var member))
            return false;
        if (member.ValueKind is not JsonValueKind.Array)
            return string.Equals(JsonText.Of(member), audience, StringComparison.Ordinal);
        var isForUs = false;
        foreach (var item in member.EnumerateArray())
        {
            if (JsonText.Of(item) is not { } text)
                return false;
            isForUs |= string.Equals(text, audience, StringComparison.Ordinal);
        }

        return isForUs;
    }

    private static bool IsWellDated(
        JsonElement claims, out DateTimeOffset? begins, out DateTimeOffset? issued, out DateTimeOffset? expires)
    {
        (begins, issued, expires) = (null, null, null);
        return TryReadTime(claims, "nbf", out begins)
            && TryReadTime(claims, "iat", out issued)
            && TryReadTime(claims, "exp", out expires);
    }

    // NumericDate (RFC 7519, section 2): a number of seconds, possibly with a fraction, and never a text.
    private static bool TryReadTime(JsonElement claims, string name, out DateTimeOffset? time)
    {
        time = null;
        if (!claims.TryGetProperty(name, out var member))
            return true;
        if (member.ValueKind is not JsonValueKind.Number || !member.TryGetDouble(out var seconds)
            || seconds is not (>= 0 and <= LastSecond))
            return false;
        time = DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1_000));
        return true;
    }
}
