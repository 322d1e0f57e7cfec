using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Versions;

/// <summary>Two versions of a contract live side by side in one service, and callers of the old one are told.</summary>
public sealed class VersionTests
{
    private const string Since = "@1796083200"; // 2026-12-01

    [Fact]
    public async Task Both_versions_serve_and_only_the_old_one_says_that_it_will_go()
    {
        await using var service = await NotesService.Start();
        var ann = service.Ann();
        var id = await ann.Write(stars: 1);

        await ann.PutAsJsonAsync($"/notes/{id}/rating", new { stars = 2 });
        var old = await ann.GetAsync($"/notes/{id}/rating");
        await ann.PutAsJsonAsync($"/v2/notes/{id}/rating", new { points = 80 });
        var present = await ann.GetAsync($"/v2/notes/{id}/rating");

        (await old.Content.ReadAsStringAsync()).ShouldBe("""{"stars":2}""");
        Told(old).ShouldBe((
            Since, "Wed, 01 Dec 2027 00:00:00 GMT", $"</v2/notes/{id}/rating>; rel=\"successor-version\""));
        (await present.Content.ReadAsStringAsync()).ShouldBe("""{"points":80,"outOf":100}""");
        Told(present).ShouldBe((null, null, null));
    }

    [Fact]
    public async Task A_problem_of_an_operation_that_will_go_says_so_too()
    {
        await using var service = await NotesService.Start();
        var path = $"/notes/{Guid.NewGuid()}/rating";

        var answers = new[]
        {
            await service.Ann().GetAsync(path),
            await service.Ann().GetAsync("/notes/nonsense/rating"),
            await service.Anonymous().GetAsync(path),
            await service.SignIn(Role.PlatformMaintenance).GetAsync(path),
            await service.Ann().PutAsJsonAsync(path, new { stars = 9 }),
        };

        answers.Select(a => a.StatusCode).ShouldBe([
            HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden,
            HttpStatusCode.BadRequest]);
        answers.Select(a => Told(a).Deprecation).ShouldAllBe(told => told == Since);
    }

    [Fact]
    public async Task A_last_day_that_is_not_decided_is_not_told()
    {
        await using var service = await NotesService.Start();
        var id = await service.Ann().Write();

        var answer = await service.Ann().PutAsJsonAsync($"/notes/{id}/rating", new { stars = 1 });

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Told(answer).ShouldBe((Since, null, $"</v2/notes/{id}/rating>; rel=\"successor-version\""));
    }

    [Fact]
    public async Task The_document_says_what_will_go_and_what_takes_its_place()
    {
        await using var service = await NotesService.Start();

        var paths = (await (await service.Anonymous().GetAsync("/openapi/v1.json")).Json()).GetProperty("paths");

        var old = paths.GetProperty("/notes/{note}/rating").GetProperty("get");
        old.GetProperty("deprecated").GetBoolean().ShouldBeTrue();
        old.GetProperty("description").GetString()!.ShouldContain(
            "**Deprecated** since 2026-12-01; it may be removed on 2027-12-01. Use `GET /v2/notes/{note}/rating` "
            + "instead.");
        old.GetProperty("responses").GetProperty("200").GetProperty("headers").EnumerateObject().Select(h => h.Name)
            .ShouldBe(["Deprecation", "Sunset", "Link"]);
        var present = paths.GetProperty("/v2/notes/{note}/rating").GetProperty("get");
        present.TryGetProperty("deprecated", out _).ShouldBeFalse();
        present.GetProperty("tags")[0].GetString().ShouldBe("notes");
    }

    [Fact]
    public async Task Operators_see_whose_calls_would_break()
    {
        await using var service = await NotesService.Start();
        var calls = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == "tdp.deprecated.calls")
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            lock (calls)
                calls.Add($"{string.Join(' ', tags.ToArray().Select(t => t.Value))} {count}");
        });
        listener.Start();

        await service.SignIn(Role.CustomerUser, "whose-calls", "ann").GetAsync($"/notes/{Guid.NewGuid()}/rating");
        await service.SignIn(Role.CustomerUser, "whose-calls", "ann").GetAsync($"/v2/notes/{Guid.NewGuid()}/rating");

        // Other tests of the process are heard too.
        lock (calls)
            calls.Where(call => call.Contains("whose-calls", StringComparison.Ordinal))
                .ShouldBe(["GetRating whose-calls 1"]);
    }

    private static (string? Deprecation, string? Sunset, string? Link) Told(HttpResponseMessage response) =>
        (Header(response, "Deprecation"), Header(response, "Sunset"), Header(response, "Link"));

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
