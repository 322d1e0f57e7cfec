using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform;

/// <summary>The id of a customer, which is a tenant.</summary>
/// <remarks>
/// A short readable name, because it appears in tokens, URLs and logs: 2 to 63 characters, lower-case letters,
/// digits and single hyphens, starting with a letter. It never changes; the customer's display name can.
/// </remarks>
[JsonConverter(typeof(TextIdJsonConverter<CustomerId>))]
public readonly record struct CustomerId : ITextId<CustomerId>
{
    private readonly string? value;

    private CustomerId(string value) => this.value = value;

    /// <inheritdoc />
    public string Value => value ?? "";

    /// <summary>Parses a customer id.</summary>
    /// <exception cref="FormatException">The text is not valid.</exception>
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
