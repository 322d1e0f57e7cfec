using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

public sealed class BulkTests(StreamTests.Fixture fixture) : IClassFixture<StreamTests.Fixture>
{
    private HttpClient Ann => fixture.Service.Ann();

    private TestDatabase Database => fixture.Service.Database;

    [Fact]
    public async Task Tells_the_outcome_of_each_item_and_stores_those_that_are_accepted()
    {
        var (one, other, final) = (await Ann.Write(stars: 1), await Ann.Write(stars: 2), await Ann.Write("final"));
        var stranger = await fixture.Service.SignIn(Role.CustomerUser, "globex").Write();

        var answer = await (await Rate("a", one, final, stranger, other)).Json();

        Numbers(answer).ShouldBe((2, 2));
        answer.GetProperty("outcomes").EnumerateArray().Select(Shown).ShouldBe(["0 1→5", "1 notes.final", "2 notes.unknown", "3 2→5"]);
        (await Database.Scalar<long>($"select sum(stars) from note where id in ('{one}', '{other}')")).ShouldBe(10);
        (await Database.Scalar<long>($"select count(*) from tdp.audit where operation = 'RateNotes' and outcome = 'accepted'")).ShouldBePositive();
    }

    [Fact]
    public async Task Does_nothing_again_under_the_same_key_and_tells_the_same()
    {
        var note = await Ann.Write(stars: 1);

        var answers = new[] { await Rate(note, note), await Rate(note, note) };

        (await answers[1].Content.ReadAsStringAsync()).ShouldBe(await answers[0].Content.ReadAsStringAsync());
        answers[1].Headers.Contains("Idempotency-Replayed").ShouldBeTrue();
        (await Database.Scalar<long>($"select version from note where id = '{note}'")).ShouldBe(2);
    }

    [Fact]
    public async Task Does_all_or_none_where_the_command_says_so()
    {
        var (one, final) = (await Ann.Write(stars: 1), await Ann.Write("final"));

        var refused = await Ann.PostAsJsonAsync("/notes/ratings", new { notes = new[] { one, final }, stars = 5, allOrNone = true });

        await refused.ShouldBeProblem(HttpStatusCode.Conflict, "notes.final");
        (await refused.Json()).GetProperty("detail").GetString().ShouldBe("Nothing was done. Item 1: This note keeps its stars.");
        (await Database.Scalar<int>($"select stars from note where id = '{one}'")).ShouldBe(1);
        var done = await Ann.PostAsJsonAsync("/notes/ratings", new { notes = new[] { one }, stars = 5, allOrNone = true });
        Numbers(await done.Json()).ShouldBe((1, 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task Takes_no_more_and_no_less_than_the_contract_says(int count) =>
        await (await Rate($"count-{count}", [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid().ToString())]))
            .ShouldBeProblem(HttpStatusCode.BadRequest, "invalid_request");

    private async Task<HttpResponseMessage> Rate(string key, params string[] notes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/notes/ratings");
        request.Content = JsonContent.Create(new { notes, stars = 5 });
        request.Headers.Add("Idempotency-Key", key);
        return await Ann.SendAsync(request);
    }

    private static (int Accepted, int Refused) Numbers(JsonElement answer) =>
        (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("refused").GetInt32());

    private static string Shown(JsonElement outcome) =>
        outcome.GetProperty("index") + " " + (outcome.GetProperty("refusal") is { ValueKind: JsonValueKind.Object } refusal
            ? refusal.GetProperty("code").GetString()
            : $"{outcome.GetProperty("answer").GetProperty("before")}→{outcome.GetProperty("answer").GetProperty("now")}");
}
