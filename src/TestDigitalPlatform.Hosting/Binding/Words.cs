using Microsoft.AspNetCore.WebUtilities;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>The values that one parameter carries, separated by commas.</summary>
/// <remarks>
/// A text may hold a comma of its own, written %2C, so texts are separated before decoding. Other values have no
/// commas, and many
/// clients encode the separating ones, so those are separated after.
/// </remarks>
internal ref struct Words(QueryStringEnumerable.EncodedNameValuePair parameter, bool areTexts)
{
    private readonly ReadOnlyMemory<char> whole = areTexts ? parameter.EncodedValue : parameter.DecodeValue();
    private int at;

    internal ReadOnlySpan<char> Word { get; private set; }

    internal bool Next()
    {
        if (at > whole.Length)
            return false;
        var rest = whole[at..];
        var comma = rest.Span.IndexOf(',');
        var word = comma < 0 ? rest : rest[..comma];
        at += word.Length + 1;
        Word = areTexts ? Decoded(word.Span) : word.Span;
        return true;
    }

    private static ReadOnlySpan<char> Decoded(ReadOnlySpan<char> word) =>
        word.ContainsAny('%', '+') ? Uri.UnescapeDataString(word.ToString().Replace('+', ' ')) : word;
}
