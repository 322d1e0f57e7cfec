using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace TestDigitalPlatform.Languages;

/// <summary>A sentence for people: in English, and with what it takes to say it in another language.</summary>
/// <remarks>
/// Written as an interpolated string: what stands between the values is the key of the translation, as .NET's localizers
/// use the text of the default language. Values are data and stay as they are, except that a phrase within a phrase is
/// said in the same language.
/// </remarks>
[InterpolatedStringHandler]
internal readonly struct Phrase
{
    private readonly StringBuilder? template;
    private readonly List<object?>? values;

    public Phrase(int literalLength, int formattedCount) =>
        (template, values) = (new StringBuilder(literalLength + (3 * formattedCount)), new List<object?>(formattedCount));

    private Phrase(string whole) => (template, values) = (new StringBuilder(Escaped(whole)), []);

    /// <summary>The sentence in English, with <c>{0}</c> in the place of the first value.</summary>
    internal string Template => template?.ToString() ?? "";

    public void AppendLiteral(string value) => template!.Append(Escaped(value));

    public void AppendFormatted<T>(T value)
    {
        template!.Append('{').Append(values!.Count).Append('}');
        values.Add(value);
    }

    public void AppendFormatted(ReadOnlySpan<char> value) => AppendFormatted(value.ToString());

    /// <summary>A sentence without values.</summary>
    public static implicit operator Phrase(string whole) => new(whole);

    /// <summary>The sentence in English.</summary>
    public override string ToString() => In(static _ => null);

    /// <summary>The sentence in another language; in English where there is no translation.</summary>
    /// <param name="translate">Finds the template in the other language.</param>
    internal string In(Func<string, string?> translate) => Format(translate(Template) ?? Template, translate);

    /// <summary>The values put into another template, such as one that belongs to a code.</summary>
    internal string Format(string other, Func<string, string?> translate)
    {
        try
        {
            return string.Format(
                CultureInfo.InvariantCulture, other,
                [.. (values ?? []).Select(value => value is Phrase phrase ? phrase.In(translate) : value)]);
        }
        catch (FormatException) when (other != Template)
        {
            // A translation that can't be filled in must not take the answer with it.
            return Format(Template, translate);
        }
    }

    private static string Escaped(string text) =>
        text.AsSpan().ContainsAny('{', '}') ? text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal) : text;
}
