using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TestDigitalPlatform.Service.Tests.Http;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Service.Tests.Unattended;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Languages;

public sealed class LanguageTests(RunningNotes notes) : IClassFixture<RunningNotes>
{
    private static readonly Uri Unknown = new("/notes/019b76a3-0000-7000-8000-000000000001", UriKind.Relative);

    [Theory]
    [InlineData("de", "de")]
    [InlineData("de-AT, en;q=0.5", "de")]
    [InlineData("fr, de;q=0.8, en;q=0.7", "de")]
    [InlineData("en-GB, de;q=0.9", "en")]
    [InlineData("de;q=0, *", "en")]
    [InlineData("*", "en")]
    [InlineData("fr", "en")]
    [InlineData("DE", "de")]
    [InlineData("nonsense;;;q=x", "en")]
    [InlineData("", "en")]
    [InlineData("en;q=0.5, de;q=0.5", "en")]
    [InlineData("de;q=0.5, en;q=0.5", "de")]
    public async Task Says_a_problem_in_the_language_that_the_caller_prefers(string accepted, string language)
    {
        using var answer = await Get(notes.Service.Ann(), accepted, Unknown);

        var problem = await answer.Json();
        answer.Content.Headers.ContentLanguage.ShouldBe([language]);
        answer.Headers.Vary.ShouldContain("Accept-Language");
        problem.GetProperty("code").GetString().ShouldBe("not_found");
        problem.GetProperty("detail").GetString().ShouldStartWith(language == "de" ? "Das gibt es nicht" : "The item does not exist");
        problem.GetProperty("title").GetString().ShouldBe(language == "de" ? "Nicht gefunden" : "Not Found");
    }

    [Fact]
    public async Task Says_what_is_wrong_with_each_field_with_its_values()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/notes")
        {
            Content = JsonContent.Create(new { text = "", stars = "many", more = 1 }),
        };
        request.Headers.AcceptLanguage.ParseAdd("de");

        using var answer = await notes.Service.Ann().SendAsync(request, Cancel);

        var errors = (await answer.Json()).GetProperty("errors").EnumerateArray()
            .ToDictionary(e => e.GetProperty("field").GetString()!, e => e.GetProperty("message").GetString());
        answer.Content.Headers.ContentLanguage.ShouldBe(["de"]);
        errors["text"].ShouldBe("'text' muss 1 bis 100 Zeichen haben.");
        errors["stars"].ShouldBe(
            "'many' ist nicht, was erwartet wird: eine ganze Zahl von -2147483648 bis 2147483647.");
        errors["more"].ShouldBe("Es gibt kein Feld 'more'; bekannt sind hier: text, stars.");
    }

    [Fact]
    public async Task Says_what_a_service_has_not_translated_in_english_and_tells_so()
    {
        using var answer = await Post(new { text = "Untranslated" });

        var problem = await answer.Json();
        problem.GetProperty("detail").GetString().ShouldBe("This is only said in English: {braces} and all.");
        answer.Content.Headers.ContentLanguage.ShouldBe(["de", "en"]);
    }

    [Fact]
    public async Task Says_a_services_refusal_in_its_own_words_also_when_it_is_told_again()
    {
        for (var i = 0; i < 2; i++)
        {
            using var answer = await Post(new { text = "Refused" }, key: "refused");

            answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            var problem = await answer.Json();
            problem.GetProperty("detail").GetString().ShouldBe("Das Brett ist voll.");
            problem.GetProperty("code").GetString().ShouldBe("pins.board_full");
        }
    }

    [Fact]
    public async Task Says_the_platforms_sentence_in_the_services_words_where_it_has_some()
    {
        using var answer = await Get(
            notes.Service.SignIn(Role.PlatformMaintenance), "de", new Uri("/notes?limit=0", UriKind.Relative));

        (await answer.Json()).GetProperty("errors")[0].GetProperty("message").GetString()
            .ShouldBe("'limit': bitte 1 bis 500.");
    }

    [Fact]
    public async Task Tells_how_deep_a_body_may_nest_by_its_depth()
    {
        var (within, beyond) = (Nested(PlatformJson.MaxDepth - 1), Nested(PlatformJson.MaxDepth));

        (await Codes(within)).ShouldNotContain("too_deep");
        (await Codes(beyond)).ShouldContain("too_deep");
        (await Codes(beyond.Replace("unknown", "text", StringComparison.Ordinal))).ShouldBe(["too_deep"]);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Nested(int deep) =>
        $$"""{"unknown":{{new string('[', deep)}}{{new string(']', deep)}},"text":"x","stars":1}""";

    private async Task<string[]> Codes(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await notes.Service.Ann().PostAsync(new Uri("/notes", UriKind.Relative), content, Cancel);
        return [.. (await answer.Json()).GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("code").GetString()!)];
    }

    private Task<HttpResponseMessage> Post(object body, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/pins") { Content = JsonContent.Create(body) };
        request.Headers.AcceptLanguage.ParseAdd("de");
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return notes.Service.Ann().SendAsync(request, Cancel);
    }

    private static Task<HttpResponseMessage> Get(HttpClient client, string accepted, Uri path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        return client.SendAsync(request, Cancel);
    }
}
