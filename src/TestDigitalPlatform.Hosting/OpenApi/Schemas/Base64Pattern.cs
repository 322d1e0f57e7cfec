using System.Globalization;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>Says by a pattern how many bytes a base64 text may carry (RFC 4648, section 4).</summary>
/// <remarks>A length in characters can't say so: four of them carry one, two or three bytes.</remarks>
internal static class Base64Pattern
{
    private const string Group = "[A-Za-z0-9+/]{4}";

    // The last character of a shorter group has bits that no byte takes; they are zero (section 3.5).
    private const string OneByte = "[A-Za-z0-9+/][AQgw]==";
    private const string TwoBytes = "[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=";

    /// <param name="least">The fewest bytes.</param>
    /// <param name="most">The most bytes; <see langword="null"/> for any number.</param>
    internal static string Of(int least, int? most)
    {
        var tails = new[] { "", OneByte, TwoBytes };
        var forms = tails.Select((tail, rest) => Form(tail, rest, least, most)).OfType<string>();
        return $"^({string.Join('|', forms)})$";
    }

    /// <summary>How many characters carry so many bytes.</summary>
    internal static int Characters(int bytes) => (int)Math.Min(((long)bytes + 2) / 3 * 4, int.MaxValue);

    private static string? Form(string tail, int rest, int least, int? most)
    {
        var from = Math.Max(0, (least - rest + 2) / 3);
        if (most < rest || (most - rest) / 3 < from)
            return null;
        var to = most is null ? "" : (((int)most - rest) / 3).ToString(CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"({Group}){{{from},{to}}}{tail}");
    }
}
