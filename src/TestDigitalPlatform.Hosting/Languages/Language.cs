using System.Globalization;
using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Hosting.Languages;

/// <summary>A language that problems are told in.</summary>
/// <param name="Tag">Its tag (RFC 5646).</param>
/// <param name="Culture">.NET's own; <see langword="null"/> where the process knows no cultures, as in images without
/// ICU.</param>
internal sealed partial record Language(string Tag, CultureInfo? Culture)
{
    internal bool IsEnglish => Tag == "en" || Tag.StartsWith("en-", StringComparison.OrdinalIgnoreCase);

    /// <summary>The tags from this one to the widest: <c>de-AT</c>, <c>de</c>.</summary>
    internal IEnumerable<string> Tags()
    {
        for (var end = Tag.Length; end > 0; end = Tag.LastIndexOf('-', end - 1))
            yield return Tag[..end];
    }

    /// <returns><see langword="null"/> for what is no language tag.</returns>
    internal static Language? Of(string tag)
    {
        if (!WellFormed().IsMatch(tag))
            return null;
        try
        {
            var culture = CultureInfo.GetCultureInfo(tag);
            return new Language(culture.Name, culture);
        }
        catch (CultureNotFoundException)
        {
            // The platform's own texts need no culture; a service's come from satellite assemblies, which do.
            return new Language(tag, null);
        }
    }

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]
    private static partial Regex WellFormed();
}
