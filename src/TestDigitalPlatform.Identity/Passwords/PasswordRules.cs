using System.Globalization;
using System.Text;

namespace TestDigitalPlatform.Identity.Passwords;

/// <summary>Which passwords may be chosen (NIST SP 800-63B-4, section 3.1.1.2): long ones that nobody guesses first.</summary>
internal static class PasswordRules
{
    /// <summary>The least length where the password is the only factor.</summary>
    internal const int MinAlone = 15;

    /// <summary>The least length beside a second factor.</summary>
    internal const int MinWithSecondFactor = 8;

    internal const int Max = 256;

    internal static readonly Refusal TooShort = new(
        "accounts.password_too_short",
        "The password is too short. Choose one of at least 15 characters, or of at least 8 with a second factor; a sentence is a good one.",
        RefusalKind.Invalid);

    internal static readonly Refusal TooCommon = new(
        "accounts.password_too_common",
        "The password is among the first that attackers try. Choose another one.",
        RefusalKind.Invalid);

    /// <summary>Why a password can't be chosen, if so.</summary>
    /// <param name="password">The password, at most <see cref="Max"/> characters.</param>
    /// <param name="hasSecondFactor">Whether a second factor is asked for besides.</param>
    /// <param name="about">Words that others know of the person: parts of the address and the name.</param>
    internal static Refusal? WhyNot(string password, bool hasSecondFactor, params IReadOnlyList<string> about)
    {
        var normal = password.Normalize(NormalizationForm.FormKC);
        // A character is what a person sees as one.
        if (new StringInfo(normal).LengthInTextElements < (hasSecondFactor ? MinWithSecondFactor : MinAlone))
            return TooShort;
        return CommonPasswords.Includes(normal, about) ? TooCommon : null;
    }
}
