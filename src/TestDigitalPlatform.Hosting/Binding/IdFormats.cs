using System.Globalization;
using System.Text.Json;
using TestDigitalPlatform.Json;
using TestDigitalPlatform.Languages;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>How ids and enums are written.</summary>
internal static class IdFormats
{
    internal static Format<Guid> Uuid { get; } = new("a UUID", TryUuid, TryUuid);

    internal static Format<T> OfId<T>()
        where T : struct, IId<T> => new(
            Uuid.Expected,
            (text, out value) =>
            {
                var parsed = TryUuid(text, out var bare);
                value = T.From(bare);
                return parsed;
            },
            (ref Utf8JsonReader reader, out T value) =>
            {
                var parsed = TryUuid(ref reader, out var bare);
                value = T.From(bare);
                return parsed;
            });

    internal static Format<T> OfTextId<T>()
        where T : struct, ITextId<T> => Formats.FromTexts<T>(
            $"a valid {typeof(T).Name}",
            (text, out value) => T.TryParse(text.ToString(), CultureInfo.InvariantCulture, out value)) with
        {
            IsBounded = true,
        };

    internal static Format<T> OfEnum<T>()
        where T : struct, Enum => Formats.FromTexts<T>(
            $"one of: {string.Join(", ", EnumText<T>.All)}",
            (text, out value) => EnumText<T>.TryParse(text.ToString(), out value));

    // Only the form with hyphens (RFC 9562, section 4). The framework's parser would also take signs and 0x among the
    // digits.
    private static bool TryUuid(ReadOnlySpan<char> text, out Guid value)
    {
        value = default;
        return text.Length == 36 && text.IndexOfAny('x', 'X', '+') < 0 && Guid.TryParseExact(text, "D", out value);
    }

    private static bool TryUuid(ref Utf8JsonReader reader, out Guid value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.String)
            return false;
        // The reader fails on an escape that is half of a surrogate pair, where it should only say no.
        return reader.ValueIsEscaped
            ? Text.TryGet(ref reader, out var text) && TryUuid(text, out value)
            : reader.TryGetGuid(out value);
    }
}
