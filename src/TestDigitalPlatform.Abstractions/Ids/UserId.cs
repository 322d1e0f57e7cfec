using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform;

/// <summary>The id of a user or a program: the <c>sub</c> of its token (RFC 7519, section 4.1.2).</summary>
/// <remarks>
/// 1 to 100 printable ASCII characters without spaces, compared exactly.
/// </remarks>
[JsonConverter(typeof(TextIdJsonConverter<UserId>))]
public readonly record struct UserId : ITextId<UserId>
{
    private readonly string? value;

    private UserId(string value) => this.value = value;

    /// <inheritdoc />
    public string Value => value ?? "";

    /// <summary>Parses a user id.</summary>
    /// <exception cref="FormatException">The text is not valid.</exception>
    public static UserId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id)
            ? id
            : throw new FormatException("A user id must have 1 to 100 printable ASCII characters without spaces.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out UserId result)
    {
        result = default;
        if (s is not { Length: >= 1 and <= 100 } || s.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return false;
        result = new UserId(s);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => Value;
}
