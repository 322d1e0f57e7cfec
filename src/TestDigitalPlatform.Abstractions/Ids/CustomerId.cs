using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform;

/// <summary>Names a customer, which is a tenant: one account whose data nobody else sees.</summary>
/// <remarks>
/// A short readable name, because people meet it in tokens, addresses and logs: 2 to 63 characters, lower-case letters,
/// digits and single hyphens, beginning with a letter. It never changes; the customer's display name may.
/// </remarks>
[JsonConverter(typeof(TextIdJsonConverter<CustomerId>))]
public readonly record struct CustomerId : ITextId<CustomerId>
{
    private readonly string? value;

    private CustomerId(string value) => this.value = value;

    /// <inheritdoc />
    public string Value => value ?? "";

    /// <summary>Reads a customer's name.</summary>
    /// <exception cref="FormatException">The text breaks the rules.</exception>
    public static CustomerId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id)
            ? id
            : throw new FormatException(
                "A customer id must have 2 to 63 lower-case letters, digits and hyphens, and start with a letter.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CustomerId result)
    {
        result = default;
        if (s is not { Length: >= 2 and <= 63 } || !char.IsAsciiLetterLower(s[0]) || s[^1] == '-'
            || s.Contains("--", StringComparison.Ordinal))
            return false;
        foreach (var c in s)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
        }

        result = new CustomerId(s);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => Value;
}
