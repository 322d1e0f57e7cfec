using System.Net;
using System.Text;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

/// <summary>A repeat under a key is judged by what was sent, and answered by what was answered.</summary>
public sealed class RepeatTests
{
    // As if the build before had understood something else, because the contract has grown since.
    private const string Grown = """
        update tdp.idempotency set fingerprint = set_byte(fingerprint, 0, (get_byte(fingerprint, 0) + 1) % 256);
        select 1
        """;

    [Fact]
    public async Task The_same_bytes_are_the_same_request_also_after_the_contract_has_grown()
    {
        await using var service = await NotesService.Start();
        var ann = service.Ann();
        var first = await Send(ann, """{"text":"once","stars":1}""");
        await service.Database.Scalar<int>(Grown);

        var again = await Send(ann, """{"text":"once","stars":1}""");
        var other = await Send(ann, """{"text":"twice","stars":1}""");

        again.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        await other.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        (await service.Database.Scalar<long>("select count(*) from note")).ShouldBe(1);
    }

    [Fact]
    public async Task Other_bytes_that_mean_the_same_are_too()
    {
        await using var service = await NotesService.Start();
        var ann = service.Ann();
        var first = await Send(ann, """{"text":"once","stars":1}""");

        var again = await Send(ann, """{ "stars": 1.0, "text": "\u006fnce" }""");

        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        (await service.Database.Scalar<long>("select count(*) from note")).ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"id":"0197f0e4-0000-7000-8000-000000000000","version":7,"gone":"since","text":"as it was"}""")]
    [InlineData("""[1,2]""")]
    public async Task An_answer_of_an_earlier_build_is_told_byte_for_byte(string stored)
    {
        await using var service = await NotesService.Start();
        var ann = service.Ann();
        var id = await ann.Write("before");
        (await Rewrite()).StatusCode.ShouldBe(HttpStatusCode.OK);
        await service.Database.Scalar<int>($"update tdp.idempotency set answer = '{stored}'; select 1");

        var again = await Rewrite();

        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await again.Content.ReadAsStringAsync()).ShouldBe(stored);

        Task<HttpResponseMessage> Rewrite() => ann.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"/notes/{id}")
        {
            Content = new StringContent("""{"text":"after"}""", Encoding.UTF8, "application/json"),
            Headers = { { "If-Match", "\"1\"" }, { "Idempotency-Key", "k" } },
        });
    }

    private static Task<HttpResponseMessage> Send(HttpClient client, string body) => client.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "/notes")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { { "Idempotency-Key", "k" } },
        });
}
