using System.Net;
using System.Net.Http.Json;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

public sealed class CommandHttpTests
{
    [Fact]
    public async Task Takes_members_under_the_names_that_JSON_has_and_those_that_are_left_out_when_null()
    {
        await using var service = await NotesService.Start();
        var id = Guid.NewGuid();

        var with = await (await service.Ann().PutAsJsonAsync($"/drafts/{id}", new { remark = "good" })).Json();
        var without = await (await service.Ann().PutAsJsonAsync($"/drafts/{id}", new { })).Json();
        var document = await (await service.Ann().GetAsync("/openapi/v1.json")).Json();

        with.GetProperty("text").GetString().ShouldBe($"{id} good by a caller", with.ToString());
        without.GetProperty("text").GetString().ShouldBe($"{id} nothing by a caller", without.ToString());
        var put = document.GetProperty("paths").GetProperty("/drafts/{draft}").GetProperty("put");
        put.GetProperty("parameters")[0].GetProperty("name").GetString().ShouldBe("draft");
        put.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example")
            .EnumerateObject().Select(p => p.Name).ShouldBe(["mood", "remark"]);
    }

    [Fact]
    public async Task Refuses_a_member_that_JSON_ignores()
    {
        await using var service = await NotesService.Start();

        var response = await service.Ann().PutAsJsonAsync($"/drafts/{Guid.NewGuid()}", new { origin = "me", feeling = "fine" });

        (await response.Json()).GetProperty("errors").EnumerateArray()
            .Select(e => $"{e.GetProperty("field")} {e.GetProperty("code")}").ShouldBe(["origin unknown_field", "feeling unknown_field"]);
    }

    [Fact]
    public async Task Replays_the_answer_to_the_same_key()
    {
        await using var service = await NotesService.Start();
        var ann = service.Ann();

        var first = await Send(ann, "k-1", new { text = "Once", stars = 1 });
        var second = await Send(ann, "k-1", new { stars = 1, text = "Once" });
        var other = await Send(ann, "k-1", new { text = "Twice", stars = 1 });

        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        first.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        await other.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        (await service.Database.Scalar<long>("select count(*) from note")).ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task Refuses_a_key_that_is_none(string key)
    {
        await using var service = await NotesService.Start();

        await (await Send(service.Ann(), key, new { text = "x", stars = 1 })).ShouldNameField("Idempotency-Key", "invalid_format");
    }

    [Fact]
    public async Task Holds_if_match_against_the_version()
    {
        await using var service = await NotesService.Start();
        var ann = service.Ann();
        var id = await ann.Write();
        var tag = (await ann.GetAsync($"/notes/{id}")).Headers.ETag!.Tag;

        await (await Rewrite(ann, id, null)).ShouldBeProblem((HttpStatusCode)428, "if_match_required");
        await (await Rewrite(ann, id, "\"99\"")).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "precondition_failed");
        await (await Rewrite(ann, id, "W/" + tag)).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "precondition_failed");
        await (await Rewrite(ann, id, "nonsense")).ShouldNameField("If-Match", "invalid_format");
        var done = await Rewrite(ann, id, tag);

        done.StatusCode.ShouldBe(HttpStatusCode.OK);
        done.Headers.ETag!.Tag.ShouldBe("\"2\"");
        await (await Rewrite(ann, id, tag)).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "precondition_failed");
        (await Rewrite(ann, id, "*")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Answers_with_nothing_when_there_is_nothing_to_answer()
    {
        await using var service = await NotesService.Start();
        var ann = service.Ann();
        var id = await ann.Write();

        (await ann.DeleteAsync($"/notes/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await ann.DeleteAsync($"/notes/{id}")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Tells_nothing_of_its_insides_when_it_fails()
    {
        await using var service = await NotesService.Start("Logging:LogLevel:Default=None");

        var failed = await service.Ann().PostAsync("/failures", null);

        var problem = await failed.ShouldBeProblem(HttpStatusCode.InternalServerError, "internal_error");
        problem.ToString().ShouldNotContain("secret");
        problem.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
    }

    private static Task<HttpResponseMessage> Send(HttpClient client, string key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/notes") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return client.SendAsync(request);
    }

    private static Task<HttpResponseMessage> Rewrite(HttpClient client, string id, string? tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/notes/{id}") { Content = JsonContent.Create(new { text = "New" }) };
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        return client.SendAsync(request);
    }
}
