using System.Net;
using TestDigitalPlatform.Client.Tests.Things;

namespace TestDigitalPlatform.Client.Tests;

/// <summary>Whatever comes back, the caller is told what it was.</summary>
public sealed class AnswerTests
{
    private static readonly ChangeThing AnyCommand = new(default, "acme", "text", null) { Places = [] };
    private static readonly ListThings AnyList = new(CustomerId.Parse("acme"));

    [Fact]
    public async Task Passes_over_what_a_newer_service_adds()
    {
        const string Body = """{ "text": "seen", "since": "tomorrow" }""";
        var service = new StubService(HttpStatusCode.OK, Body, "application/json; charset=utf-8");

        var answer = await service.Client().Send(AnyCommand, cancellationToken: Cancel);

        answer.ShouldBe(new Seen("seen"));
    }

    [Theory]
    [InlineData("Application/JSON")]
    [InlineData("APPLICATION/JSON; Charset=UTF-8")]
    [InlineData("application/json")]
    public async Task Reads_an_answer_whatever_letters_its_media_type_has(string type)
    {
        var service = new StubService(HttpStatusCode.OK, """{ "text": "seen" }""", type);

        (await service.Client().Send(AnyCommand, cancellationToken: Cancel)).ShouldBe(new Seen("seen"));
    }

    [Fact]
    public async Task Reads_a_refusal_whatever_letters_its_media_type_has()
    {
        var service = new StubService(
            HttpStatusCode.Conflict, """{ "status": 409, "code": "things.taken" }""", "Application/Problem+JSON");

        var refused = await Should.ThrowAsync<RefusedByServiceException>(
            service.Client().Send(AnyCommand, cancellationToken: Cancel));

        (refused.Code, refused.IsTransient).ShouldBe(("things.taken", false));
    }

    [Theory]
    [InlineData(
        HttpStatusCode.OK, "text/html", "<html>\n <b>Sign in</b>",
        "returned 200 with text/html: <html> <b>Sign in</b>")]
    [InlineData(
        HttpStatusCode.BadGateway, "text/html", "<h1>Gateway</h1>", "returned 502 with text/html: <h1>Gateway</h1>")]
    [InlineData(HttpStatusCode.Forbidden, "text/plain", "", "returned 403 with text/plain and no body")]
    [InlineData(HttpStatusCode.Found, null, "", "returned 302 with no content type and no body")]
    [InlineData(HttpStatusCode.NoContent, null, "", "returned 204 with no content type and no body")]
    [InlineData(HttpStatusCode.OK, "application/json", "null", "is not a Seen of the contract")]
    [InlineData(HttpStatusCode.OK, "application/json", "{ \"text\": 1 }", "is not a Seen of the contract")]
    [InlineData(HttpStatusCode.OK, "application/json", "{ \"text\"", "is not a Seen of the contract")]
    [InlineData(
        HttpStatusCode.NotFound, "application/problem+json", "<>", "returned 404 with application/problem+json")]
    [InlineData(HttpStatusCode.NotFound, "application/problem+json", """{ "title": "Lost" }""", "returned 404: Lost")]
    public async Task Shows_an_answer_that_is_none(HttpStatusCode status, string? type, string body, string shown)
    {
        var service = new StubService(status, body, type);

        var failed = await Should.ThrowAsync<ServiceFailedException>(
            service.Client().Send(AnyCommand, cancellationToken: Cancel));

        failed.Message.ShouldStartWith("PATCH /things/{thing}/of/{owner} failed: ");
        failed.Message.ShouldContain(shown);
        failed.Status.ShouldBe((int)status);
        failed.IdempotencyKey.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData(503, "unavailable")]
    [InlineData(429, "too_many_requests")]
    [InlineData(408, "request_too_slow")]
    [InlineData(500, "internal_error")]
    public async Task Takes_what_may_pass_for_a_failure_and_not_for_a_refusal(int status, string code)
    {
        var body = $$"""{ "status": {{status}}, "code": "{{code}}", "detail": "Later.", "traceId": "4bf9" }""";
        var service = new StubService((HttpStatusCode)status, body, "application/problem+json");

        var failed = await Should.ThrowAsync<ServiceFailedException>(
            service.Client().Send(AnyCommand, new SendOptions { IdempotencyKey = "k" }, Cancel));

        failed.Status.ShouldBe(status);
        failed.Code.ShouldBe(code);
        failed.TraceId.ShouldBe("4bf9");
        failed.IdempotencyKey.ShouldBe("k");
    }

    [Fact]
    public async Task Does_not_read_an_answer_without_end()
    {
        var service = new StubService(HttpStatusCode.OK, $$"""{ "text": "{{new string('x', 5_000)}}" }""");

        var failed = await Should.ThrowAsync<ServiceFailedException>(service
            .Client(http => http.MaxResponseContentBufferSize = 4_096).Send(AnyCommand, cancellationToken: Cancel));

        failed.Message.ShouldContain("4096");
    }

    [Fact]
    public async Task Does_not_wait_for_ever_for_the_rest_of_an_answer()
    {
        var service = new StubService((_, _) => Task.FromResult(
            new HttpResponseMessage { Content = new StreamContent(new Endless()) }));

        var failed = await Should.ThrowAsync<ServiceFailedException>(service
            .Client(http => http.Timeout = TimeSpan.FromMilliseconds(50)).Send(AnyCommand, cancellationToken: Cancel));

        failed.Message.ShouldContain("no response within 0.1 s");
        failed.Status.ShouldBeNull();
    }

    [Fact]
    public async Task Tells_that_the_service_was_not_reached()
    {
        var service = new StubService((_, _) => throw new HttpRequestException("No such host is known."));

        var failed = await Should.ThrowAsync<ServiceFailedException>(service.Client().Page(AnyList, Cancel));

        failed.Message.ShouldBe("GET /owners/{owner}/things failed: No such host is known.");
        failed.InnerException.ShouldBeOfType<HttpRequestException>();
        failed.IdempotencyKey.ShouldBeNull();
    }

    [Fact]
    public async Task Is_cancelled_when_the_caller_says_so()
    {
        var service = new StubService(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return new HttpResponseMessage();
        });
        using var stop = new CancellationTokenSource();

        var asking = service.Client().Page(AnyList, stop.Token);
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asking);
    }

    [Fact]
    public async Task Ends_a_list_that_goes_in_circles()
    {
        var service = new StubService(HttpStatusCode.OK, """{ "items": [], "next": "again", "count": null }""");

        var failed = await Should.ThrowAsync<ServiceFailedException>(
            service.Client().Query(AnyList, Cancel).ToListAsync(Cancel).AsTask());

        failed.Message.ShouldContain("the list would never end");
    }

    // Of three pages, of one that is always new and always empty.
    [Theory]
    [InlineData(3, 1)]
    [InlineData(int.MaxValue, 0)]
    public async Task Ends_a_list_that_would_go_on_for_ever(int circle, int items)
    {
        var page = 0;
        var item = string.Join(',', Enumerable.Repeat(
            """{ "id": "00000000-0000-0000-0000-000000000000", "name": "n", "colour": "red", "at": "2026-01-01T00:00:00Z" }""", items));
        var service = new StubService((_, _) => Task.FromResult(StubService.Response(
            HttpStatusCode.OK, $$"""{ "items": [{{item}}], "next": "{{page++ % circle}}", "count": null }""")));

        var failed = await Should.ThrowAsync<ServiceFailedException>(
            service.Client().Query(AnyList, Cancel).ToListAsync(Cancel).AsTask());

        failed.Message.ShouldContain("the list would never end");
        page.ShouldBeLessThan(20);
    }

    [Fact]
    public async Task Lets_a_problem_neither_fill_a_log_nor_forge_its_lines()
    {
        var detail = "No.\\n2026-11-22 admin signed in \\u001b[2J" + new string('x', 100_000);
        var service = new StubService(
            HttpStatusCode.Conflict,
            $$"""{ "code": "things.closed", "detail": "{{detail}}", "errors": [null, { "field": "a", "code": "b", "message": "c" }] }""",
            "application/problem+json");

        var refused = await Should.ThrowAsync<RefusedByServiceException>(
            service.Client().Send(AnyCommand, cancellationToken: Cancel));

        refused.Message.ShouldContain("No. 2026-11-22 admin signed in [2Jxxx");
        refused.Message.Length.ShouldBeLessThan(1_200);
        refused.Detail.ShouldNotContain('\u001b');
        refused.Errors.ShouldHaveSingleItem().Field.ShouldBe("a");
    }

    [Fact]
    public async Task Takes_an_empty_code_for_none()
    {
        var service = new StubService(
            HttpStatusCode.Conflict, """{ "code": " ", "detail": "No." }""", "application/problem+json");

        var failed = await Should.ThrowAsync<ServiceFailedException>(
            service.Client().Send(AnyCommand, cancellationToken: Cancel));

        failed.Message.ShouldEndWith("returned 409: No.");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A body whose next byte never comes.</summary>
    private sealed class Endless : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            ReadAsync(Memory<byte>.Empty, cancellationToken).AsTask();
    }
}
