using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform;

/// <summary>Names a stored file.</summary>
/// <param name="Value">The bare UUID.</param>
[JsonConverter(typeof(IdJsonConverter<FileId>))]
public readonly record struct FileId(Guid Value) : IId<FileId>
{
    private const int Digits = 36;

    /// <inheritdoc />
    public static FileId From(Guid value) => new(value);

    /// <inheritdoc />
    public static FileId Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc />
    public static FileId Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => TryParse(s, provider, out var id)
        ? id
        : throw new FormatException("The text is no FileId: a UUID is expected.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out FileId result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc />
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out FileId result)
    {
        // The framework would also take white space around the digits, and signs and 0x among them.
        var parsed = Guid.Empty;
        var isValid = s.Length == Digits && s.IndexOfAny('x', 'X', '+') < 0 && Guid.TryParseExact(s, "D", out parsed);
        result = new FileId(parsed);
        return isValid;
    }

    /// <summary>The bare UUID, in lower case.</summary>
    public override string ToString() => Value.ToString("D");

    /// <inheritdoc />
    public string ToString(string? format, IFormatProvider? formatProvider) => Value.ToString(format, formatProvider);

    /// <inheritdoc />
    public bool TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Value.TryFormat(destination, out charsWritten, format);
}
