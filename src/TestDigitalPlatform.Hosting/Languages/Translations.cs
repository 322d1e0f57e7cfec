using System.Globalization;
using System.Resources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using TestDigitalPlatform.Languages;

namespace TestDigitalPlatform.Hosting.Languages;

/// <summary>Says problems in the caller's language.</summary>
/// <remarks>
/// The service's own resources come first, so that a team can translate, or reword, what the platform says: by a
/// problem's code, or by the English sentence. A decision knows nothing of languages; its refusal is translated when it
/// leaves.
/// </remarks>
internal sealed class Translations
{
    // In this assembly itself and not beside it, so that they are there whatever cultures the process knows.
    private static readonly Dictionary<string, ResourceManager> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        ["de"] = new("PlatformText.de", typeof(Translations).Assembly),
    };

    private readonly IStringLocalizer service;

    /// <param name="options">Which languages the service speaks.</param>
    /// <param name="definition">Whose resources come first.</param>
    /// <param name="localizers">Where they come from; .NET's resource files unless the service says otherwise.</param>
    public Translations(PlatformOptions options, ServiceDefinition definition, IStringLocalizerFactory localizers)
    {
        Offered = Read(options.Languages);
        service = localizers.Create("Problems", definition.Assembly.GetName().Name!);
    }

    /// <summary>The languages of the service, English first unless the options say otherwise.</summary>
    internal IReadOnlyList<Language> Offered { get; }

    internal Language LanguageOf(HttpRequest request) =>
        AcceptedLanguages.Choose(request.Headers.AcceptLanguage, Offered);

    /// <summary>Says a sentence in a language.</summary>
    /// <param name="language">The language.</param>
    /// <param name="code">The code that it belongs to, by which the service may have said it.</param>
    /// <param name="phrase">The sentence.</param>
    /// <param name="isSaid">Whether it is in that language; otherwise it is in English.</param>
    internal string Say(Language language, string? code, Phrase phrase, out bool isSaid)
    {
        string? Find(string key) => OfService(language, key) ?? OfPlatform(language, key);

        var found = (code is null ? null : OfService(language, code)) ?? Find(phrase.Template);
        isSaid = found is not null || language.IsEnglish;
        return found is null ? phrase.ToString() : phrase.Format(found, Find);
    }

    private string? OfService(Language language, string key)
    {
        if (language.Culture is null)
            return null;
        // Localizers go by the current language, which is nobody else's business here.
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = language.Culture;
        try
        {
            return service[key] is { ResourceNotFound: false } found ? found.Value : null;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static string? OfPlatform(Language language, string key) => language.Tags()
        .Select(tag => Own.GetValueOrDefault(tag)?.GetString(key, CultureInfo.InvariantCulture))
        .FirstOrDefault(text => text is not null);

    private static Language[] Read(string languages)
    {
        var tags = languages.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var offered = tags.Select(Language.Of).OfType<Language>().Distinct().ToArray();
        return tags.Length > 0 && offered.Length >= tags.Distinct(StringComparer.OrdinalIgnoreCase).Count()
            ? offered
            : throw new PlatformException(
                "TDP0363", $"Platform:Languages is '{languages}', which names something that is no language. Write language "
                + "tags with ; between, such as en;de, the one for everybody else first.");
    }
}
