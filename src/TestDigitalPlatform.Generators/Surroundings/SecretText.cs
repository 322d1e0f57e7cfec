using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Generators.Surroundings;

/// <summary>What a secret looks like in a settings file.</summary>
internal static class SecretText
{
    private static readonly Regex Setting = new(
        "\"(?<key>[^\"]+)\"\\s*:\\s*\"(?<value>(\\\\.|[^\"\\\\])+)\"", RegexOptions.CultureInvariant);

    // The end of the key tells: "ApiKey", "Smtp:Password", "client_secret"; not "PasswordMinLength" or "Tokens".
    private static readonly Regex SecretKey = new(
        "(password|passwd|passphrase|pwd|secret|api[-_]?key|access[-_]?key|private[-_]?key|account[-_]?key"
        + "|signing[-_]?key|encryption[-_]?key|credential|bearer|access[-_]?token|refresh[-_]?token|auth[-_]?token)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex PasswordWithin = new(
        "(^|;)\\s*(password|pwd)\\s*=\\s*(?<value>[^;\"]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex PasswordInUrl = new(
        "[a-z][a-z0-9+.-]*://[^/\\s:@]*:(?<value>[^/\\s:@]+)@",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex KnownForm = new(
        "-----BEGIN [A-Z ]*PRIVATE KEY-----|\\bAKIA[0-9A-Z]{16}\\b|\\bgh[pousr]_[A-Za-z0-9]{30,}"
        + "|\\bsk_live_[A-Za-z0-9]{10,}"
        + "|\\bxox[abpr]-[A-Za-z0-9-]{10,}|\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.",
        RegexOptions.CultureInvariant);

    // <password>, ${PASSWORD}, %PASSWORD%, #{password}#, {{ password }}, …, *** : somebody else puts it in.
    private static readonly Regex Placeholder = new(
        "^\\s*(<.*>|\\$?\\{.*\\}|\\$\\(.*\\)|%.*%|#\\{.*\\}#?|\\*+|…|\\.\\.\\.|x{3,})\\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Whether a value of this name is a secret: <c>ApiKey</c>, <c>Password</c>.</summary>
    public static bool IsNameOfSecret(string name) => SecretKey.IsMatch(name);

    /// <summary>What a line holds and where; never the secret itself, because logs of builds are read by many.</summary>
    public static (string What, int Start, int Length)? In(string line)
    {
        if (line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            return null;
        foreach (var setting in Setting.Matches(line).Cast<Match>())
        {
            var (key, value) = (setting.Groups["key"].Value, setting.Groups["value"]);
            if (What(key, value.Value) is { } what)
                return (what, value.Index, value.Length);
        }

        return null;
    }

    private static string? What(string key, string value)
    {
        if (KnownForm.IsMatch(value))
            return $"a key or token in '{key}'";
        if (IsGiven(PasswordWithin.Match(value)) || IsGiven(PasswordInUrl.Match(value)))
            return $"a password in '{key}'";
        return SecretKey.IsMatch(key) && !Placeholder.IsMatch(value) ? $"the secret '{key}'" : null;
    }

    private static bool IsGiven(Match match) => match.Success && !Placeholder.IsMatch(match.Groups["value"].Value);
}
