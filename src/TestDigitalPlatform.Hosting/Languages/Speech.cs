using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using TestDigitalPlatform.Languages;

namespace TestDigitalPlatform.Hosting.Languages;

/// <summary>Says one answer in the language of its caller, and tells in the headers which that was.</summary>
/// <remarks>The default value speaks English and has no headers.</remarks>
internal readonly struct Speech
{
    private readonly HttpContext? context;
    private readonly Translations? translations;
    private readonly Language? language;
    private readonly Spoken? spoken;

    private Speech(HttpContext context, Translations translations)
    {
        (this.context, this.translations) = (context, translations);
        (language, spoken) = (translations.LanguageOf(context.Request), new Spoken());
    }

    internal static Speech For(HttpContext context) =>
        context.RequestServices?.GetService<Translations>() is { } translations ? new(context, translations) : default;

    /// <param name="code">The problem's code, by which the service may have said the sentence itself.</param>
    /// <param name="phrase">The sentence.</param>
    internal string Say(string? code, Phrase phrase)
    {
        if (translations is null)
            return phrase.ToString();
        var said = translations.Say(language!, code, phrase, out var isSaid);
        spoken!.Add(isSaid);
        return said;
    }

    /// <summary>Says which languages were spoken (RFC 9110, section 8.5), and that others could be (section
    /// 12.5.5).</summary>
    internal void Announce()
    {
        if (context is null || context.Response.HasStarted)
            return;
        var headers = context.Response.Headers;
        headers.ContentLanguage = spoken!.Languages(language!);
        if (translations!.Offered.Count > 1)
            headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
    }

    private sealed class Spoken
    {
        private bool inLanguage;
        private bool inEnglish;

        internal void Add(bool isSaid) => (inLanguage, inEnglish) = (inLanguage || isSaid, inEnglish || !isSaid);

        internal string Languages(Language language) => (inLanguage, inEnglish) switch
        {
            (true, false) => language.Tag,
            (true, true) => $"{language.Tag}, en",
            _ => "en",
        };
    }
}
