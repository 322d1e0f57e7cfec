using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

public sealed class QueryHttpTests(SharedNotes shared) : IClassFixture<SharedNotes>
{
    [Fact]
    public async Task Walks_a_list_page_by_page()
    {
        await using var service = await NotesService.Start();
        var ann = service.Ann();
        for (var i = 0; i < 7; i++)
            await ann.Write($"note {i}", i % 6);

        var first = await (await ann.GetAsync("/notes?limit=3&sort=stars&count=true&stars.gte=1")).Json();
        var second = await (await ann.GetAsync($"/notes?limit=3&sort=stars&stars.gte=1&after={first.GetProperty("next").GetString()}")).Json();

        first.GetProperty("count").GetInt32().ShouldBe(5);
        first.GetProperty("items").EnumerateArray().Select(n => n.GetProperty("stars").GetInt32()).ShouldBe([1, 2, 3]);
        second.GetProperty("items").EnumerateArray().Select(n => n.GetProperty("stars").GetInt32()).ShouldBe([4, 5]);
        second.GetProperty("next").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Gives_a_handler_the_keyed_service_that_it_names_and_null_for_what_is_optional_and_unknown()
    {
        await using var service = await NotesService.Start();

        var answer = await (await service.Ann().GetAsync("/hello/polite")).Json();

        answer.GetProperty("text").GetString().ShouldBe("polite, a gate, nothing", answer.ToString());
    }

    [Fact]
    public async Task Says_how_long_an_answer_is_and_leaves_its_texts_readable()
    {
        await using var service = await NotesService.Start();
        var ann = service.Ann();
        var text = "Grüße & <b>" + new string('x', 80);
        var id = await ann.Write(text);

        var answer = await ann.GetAsync($"/notes/{id}", HttpCompletionOption.ResponseHeadersRead);

        answer.Headers.TransferEncodingChunked.ShouldBeNull();
        answer.Content.Headers.ContentLength!.Value.ShouldBeGreaterThan(80);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(text);
    }

    [Theory]
    [InlineData("/measures")]
    [InlineData("/measures/first")]
    public async Task A_row_that_JSON_cannot_carry_fails_with_a_word(string address)
    {
        await using var service = await NotesService.Start();

        var answer = await service.Ann().GetAsync(address);

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.Json()).GetProperty("code").GetString().ShouldBe("answer_not_writable");
    }

    [Fact]
    public async Task Answers_304_to_who_has_this_version()
    {
        await using var service = await NotesService.Start();
        var ann = service.Ann();
        var id = await ann.Write();
        var first = await ann.GetAsync($"/notes/{id}");
        first.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        var tag = first.Headers.ETag!;

        ann.DefaultRequestHeaders.IfNoneMatch.Add(tag);

        (await ann.GetAsync($"/notes/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Keeps_a_cached_answer_until_its_event_comes()
    {
        const string behindOurBack =
            "insert into note select gen_random_uuid(), 'acme', 'without an event', 1, now(); select 1";
        await using var service = await NotesService.Start();
        var ann = service.Ann();
        await service.Database.Scalar<int>(behindOurBack);
        var first = await ann.GetAsync("/notes/count");
        await service.Database.Scalar<int>(behindOurBack);

        var kept = await ann.GetAsync("/notes/count");
        await ann.Write();
        var fresh = await ann.GetAsync("/notes/count");

        (await first.Content.ReadAsStringAsync()).ShouldBe("""{"notes":1}""");
        (await kept.Content.ReadAsStringAsync()).ShouldBe("""{"notes":1}""");
        kept.Headers.ETag.ShouldBe(first.Headers.ETag);
        kept.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (await fresh.Content.ReadAsStringAsync()).ShouldBe("""{"notes":3}""");
        (await (await service.SignIn(Role.CustomerUser, "globex").GetAsync("/notes/count")).Content.ReadAsStringAsync()).ShouldBe("""{"notes":0}""");
    }

    [Fact]
    public async Task Tells_a_path_from_a_query_string_that_reads_like_it()
    {
        await using var service = await NotesService.Start();
        service.Services.GetRequiredService<Gate>().Open.SetResult();
        var ann = service.Ann();

        (await ann.GetStringAsync("/echoes/a%3Ftimes=2")).ShouldBe("""{"text":"a?times=2"}""");
        (await ann.GetStringAsync("/echoes/a?times=2")).ShouldBe("""{"text":"aa"}""");
    }

    [Fact]
    public async Task Answers_all_who_wait_for_a_cached_answer_also_when_the_first_hangs_up()
    {
        await using var service = await NotesService.Start("Platform:MaxConcurrentRequests=1");
        var (ann, gate) = (service.Ann(), service.Services.GetRequiredService<Gate>());
        using var patience = new CancellationTokenSource();
        var first = ann.GetAsync("/echoes/x", patience.Token);
        await gate.Entered.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await patience.CancelAsync();
        await Until(HttpStatusCode.OK, ann);

        var second = await TakesThePlace(() => ann.GetAsync("/echoes/x"), ann);
        gate.Open.SetResult();

        (await second).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Should.ThrowAsync<OperationCanceledException>(first);
    }

    [Theory]
    [InlineData("limit=0", "limit", "out_of_range")]
    [InlineData("limit=501", "limit", "out_of_range")]
    [InlineData("limit=99999999999999", "limit", "invalid_value")]
    [InlineData("limit=ten", "limit", "invalid_value")]
    [InlineData("limit=1&limit=2", "limit", "repeated_parameter")]
    [InlineData("after=x", "after", "invalid_cursor")]
    [InlineData("sort=text", "sort", "unknown_sort")]
    [InlineData("colour=red", "colour", "unknown_parameter")]
    [InlineData("stars.like=1", "stars.like", "unknown_operator")]
    [InlineData("stars.contains=1", "stars.contains", "operator_not_allowed")]
    [InlineData("text=%00", "text", "invalid_text")]
    public async Task Says_which_parameter_is_wrong(string query, string field, string code)
    {
        var service = shared.Service;

        await (await service.Ann().GetAsync("/notes?" + query)).ShouldNameField(field, code);
    }

    // Asks again when a request that looks whether the place is taken had taken it itself.
    private static async Task<Task<HttpResponseMessage>> TakesThePlace(Func<Task<HttpResponseMessage>> ask, HttpClient other)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var asked = ask();
        while ((await other.GetAsync("/hello", deadline.Token)).StatusCode != HttpStatusCode.ServiceUnavailable)
        {
            if (asked.IsCompleted)
                asked = ask();
            await Task.Yield();
        }
        return asked;
    }

    // The one place that the service has is free, or taken.
    private static async Task Until(HttpStatusCode status, HttpClient client)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await client.GetAsync("/hello", deadline.Token)).StatusCode != status)
            await Task.Delay(20, deadline.Token);
    }
}
