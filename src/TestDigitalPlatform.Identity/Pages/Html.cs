using System.Text.Encodings.Web;
using System.Runtime.CompilerServices;
using System.Text;

namespace TestDigitalPlatform.Identity.Pages;

/// <summary>A piece of HTML: every value in <c>{}</c> is encoded unless it is HTML itself.</summary>
[InterpolatedStringHandler]
internal sealed class Html
{
    private readonly StringBuilder text;

    public Html(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + (formattedCount * 16));

    internal static Html None => $"";

    public void AppendLiteral(string literal) => text.Append(literal);

    public void AppendFormatted(string? value) => text.Append(HtmlEncoder.Default.Encode(value ?? ""));

    public void AppendFormatted(Html value) => text.Append(value.text);

    public void AppendFormatted(IEnumerable<Html> values)
    {
        foreach (var value in values)
            text.Append(value.text);
    }

    public override string ToString() => text.ToString();
}
