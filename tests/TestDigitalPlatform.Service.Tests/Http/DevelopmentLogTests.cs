using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

/// <summary>What a developer reads on the console.</summary>
public sealed partial class DevelopmentLogTests
{
    private const string Requests = "Logging:LogLevel:TestDigitalPlatform.Requests=Information";

    [Fact]
    public async Task Has_a_line_for_each_request()
    {
        await using var service = await NotesService.Start(Requests);
        var ann = service.Ann();

        await ann.Write();
        await ann.GetAsync("/notes?limit=1");
        await ann.GetAsync("/health/live");

        (await Lines(service, 3)).ShouldBe(
        [
            "POST /notes 200 in N ms (WriteNote), trace T",
            "GET /notes 200 in N ms (ListNotes), trace T",
            "GET /health/live 200 in N ms (Health checks), trace T",
        ]);
    }

    [Theory]
    [InlineData("/notes?stat=1", "GET /notes 400 in N ms (ListNotes): invalid_request: stat: Unknown parameter 'stat'")]
    [InlineData("/notes?after=x%0Ainfo", "GET /notes 400 in N ms (ListNotes): invalid_request: after: ")]
    [InlineData("/nowhere%0Ainfo",
        "GET /nowhere%0Ainfo 404 in N ms (no operation): unknown_path: No operation exists at this path.")]
    [InlineData("/notes/00000000-0000-0000-0000-000000000000", "GET /notes/00000000-0000-0000-0000-000000000000 404 in N ms (GetNote): not_found: ")]
    public async Task Has_the_reason_of_a_refusal_and_the_trace_that_the_caller_was_told(string path, string line)
    {
        await using var service = await NotesService.Start(Requests);

        var problem = await (await service.Ann().GetAsync(path)).Json();

        (await Lines(service, 1)).ShouldHaveSingleItem().ShouldStartWith(line);
        string.Join('\n', service.Log.Lines).ShouldContain(problem.GetProperty("traceId").GetString()!);
    }

    [Fact]
    public async Task Has_the_reason_when_nobody_is_signed_in()
    {
        await using var service = await NotesService.Start(Requests);
        using var nobody = new HttpClient { BaseAddress = service.Address };

        await nobody.GetAsync("/notes");

        (await Lines(service, 1)).ShouldHaveSingleItem().ShouldStartWith(
            "GET /notes 401 in N ms (ListNotes): unauthenticated: Send an access token");
    }

    [Theory]
    [InlineData("DELETE", "/notes", "application/json", "403 in N ms (ClearNotes): permission_required: ")]
    [InlineData("PATCH", "/notes", "application/json", "405 in N ms (405 HTTP Method Not Supported): method_not_allowed: ")]
    [InlineData("POST", "/notes", "text/plain", "415 in N ms (WriteNote): unsupported_media_type: ")]
    [InlineData("PUT", "/notes/00000000-0000-0000-0000-000000000001", "application/json",
        "428 in N ms (RewriteNote): if_match_required: ")]
    public async Task Has_the_reason_of_every_refusal(string method, string path, string type, string told)
    {
        await using var service = await NotesService.Start(Requests);
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = new StringContent("""{"text":"A"}""", System.Text.Encoding.UTF8, type),
        };

        await service.Ann().SendAsync(request);

        (await Lines(service, 1)).ShouldHaveSingleItem().ShouldStartWith($"{method} {path} {told}");
    }

    [Fact]
    public async Task Has_the_reason_of_what_the_server_itself_refuses()
    {
        await using var service = await NotesService.Start(Requests);
        using var wire = await Wire.Say(service, $"GET /{new string('a', 9_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n");

        await wire.ReceiveUntil("address_too_long");

        string.Join('\n', service.Log.Lines).ShouldContain("was not understood: 414 address_too_long: ");
    }

    [Theory]
    [InlineData("GET", "/notes", "ListNotes", "db.Page(\"select id, text, stars")]
    [InlineData("POST", "/notes", "WriteNote", "insert into note (id")]
    public async Task Names_the_line_of_a_statement_that_fails(string method, string path, string operation, string statement)
    {
        await using var service = await NotesService.Start();
        var ann = service.Ann();
        await service.Database.Scalar<int>("alter table note rename column stars to asterisks; select 1");
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
            request.Content = JsonContent.Create(new { text = "A note", stars = 3 });

        var problem = await (await ann.SendAsync(request)).Json();

        var log = string.Join('\n', service.Log.Lines);
        log.ShouldContain($"A statement of {operation} failed: column \"stars\"");
        log.ShouldContain("(42703)");
        log.ShouldContain($"Handlers.cs:{LineOf(statement)}. Trace {problem.GetProperty("traceId").GetString()}");
        log.ShouldContain($"{method} {operation} failed, trace {problem.GetProperty("traceId").GetString()}.");
    }

    private static int LineOf(string statement, [CallerFilePath] string here = "")
    {
        var lines = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "..", "Notes", "Handlers.cs"));
        return Array.FindIndex(lines, line => line.Contains(statement, StringComparison.Ordinal)) + 1;
    }

    // A request's line is written once its answer has been sent.
    private static async Task<List<string>> Lines(TestService service, int count)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            List<string> lines = [.. Request().Matches(string.Join('\n', service.Log.Lines)).Select(line => line.Value)];
            if (lines.Count >= count || patience.Elapsed > TimeSpan.FromSeconds(60))
                return [.. lines.Select(line => Trace().Replace(Time().Replace(line, " N ms"), "trace T"))];
            await Task.Delay(20);
        }
    }

    [GeneratedRegex("(GET|POST|PUT|PATCH|DELETE) /.*")]
    private static partial Regex Request();

    [GeneratedRegex(@" [0-9.]+ ms")]
    private static partial Regex Time();

    [GeneratedRegex("trace [0-9a-f]{32}")]
    private static partial Regex Trace();
}
