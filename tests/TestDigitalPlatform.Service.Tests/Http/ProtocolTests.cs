using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

/// <summary>What the server itself refuses, before the application hears of it, is told as anything else is.</summary>
public sealed class ProtocolTests(SharedNotes shared) : IClassFixture<SharedNotes>
{
    private const string Host = "Host: localhost\r\n";

    public static TheoryData<string, int, string> Refused() => new()
    {
        { $"GET /{new string('a', 9_000)} HTTP/1.1\r\n{Host}\r\n", 414, "address_too_long" },
        { $"GET /hello HTTP/1.1\r\n{Host}X: {new string('a', 40_000)}\r\n\r\n", 431, "headers_too_large" },
        { $"GET /hello HTTP/1.1\r\n{Host}{Many(120)}\r\n", 431, "headers_too_large" },
        { $"GET /a%00b HTTP/1.1\r\n{Host}\r\n", 400, "bad_request" },
        { $"GET /hello HTTP/2.5\r\n{Host}\r\n", 505, "http_version_not_supported" },
        { $"GE\u0001T /hello HTTP/1.1\r\n{Host}\r\n", 400, "bad_request" },
        { "GET /hello HTTP/1.1\r\n\r\n", 400, "bad_request" },
        { $"GET /hello HTTP/1.1\r\n{Host}{Host}\r\n", 400, "bad_request" },
        { "GET /hello HTTP/1.1\r\nHost: a b\r\n\r\n", 400, "bad_request" },
        { $"GET /hello HTTP/1.1\r\n{Host}No colon\r\n\r\n", 400, "bad_request" },
        { $"GET /hello HTTP/1.1\r\n{Host}X : y\r\n\r\n", 400, "bad_request" },
        { $"GET /hello HTTP/1.1\r\n{Host}X: a\r\n b\r\n\r\n", 400, "bad_request" },
        { $"GET /hello HTTP/1.1\r\n{Host}X: a\0b\r\n\r\n", 400, "bad_request" },
        { "\r\n\r\nnonsense\r\n\r\n", 400, "bad_request" },
        { "nonsense\r\n\r\n", 400, "bad_request" },
        { $"GET hello HTTP/1.1\r\n{Host}\r\n", 405, "method_not_allowed" },
        // A bare line feed, wherever it is (RFC 9112, section 2.2).
        { $"GET /hello HTTP/1.1\n{Host}\r\n", 400, "bad_request" },
        { "GET /hello HTTP/1.1\r\nHost: localhost\n\r\n", 400, "bad_request" },
        // Lengths that are not digits only (RFC 9110, section 8.6).
        { $"POST /notes HTTP/1.1\r\n{Host}Content-Length: +3\r\n\r\n{{ }}", 400, "bad_request" },
        { $"\r\n\r\nPOST /notes HTTP/1.1\r\n{Host}Content-Length: +3\r\n\r\n{{ }}", 400, "bad_request" },
        { $"POST /notes HTTP/1.1\r\n{Host}content-length:\t+3\r\n\r\n{{ }}", 400, "bad_request" },
        { $"POST /notes HTTP/1.1\r\n{Host}Content-Length: -0\r\n\r\n", 400, "bad_request" },
        { $"POST /notes HTTP/1.1\r\n{Host}Content-Length: 3, 3\r\n\r\n{{ }}", 400, "bad_request" },
        { $"POST /notes HTTP/1.1\r\n{Host}Content-Length: 0x3\r\n\r\n{{ }}", 400, "bad_request" },
        { $"POST /notes HTTP/1.1\r\n{Host}Content-Length:\r\n\r\n", 400, "bad_request" },
        { $"POST /notes HTTP/1.1\r\n{Host}Content-Length: 3\r\nContent-Length: 3\r\n\r\n{{ }}", 400, "bad_request" },
        { $"POST /notes HTTP/1.1\r\n{Host}Transfer-Encoding: gzip\r\n\r\n", 400, "bad_request" },
        // Methods are case-sensitive (RFC 9110, section 9.1).
        { $"get /hello HTTP/1.1\r\n{Host}\r\n", 400, "bad_request" },
        { $"Post /notes HTTP/1.1\r\n{Host}\r\n", 400, "bad_request" },
        { $"FOO /hello HTTP/1.1\r\n{Host}\r\n", 401, "unauthenticated" },
        // A name that is no punycode.
        { "GET /hello HTTP/1.1\r\nHost: xn--\r\n\r\n", 400, "bad_request" },
        { "GET /hello HTTP/1.1\r\nHost: a.XN--\u007f.localhost\r\n\r\n", 400, "bad_request" },
        { "GET /hello HTTP/1.1\r\nHost: xn--a-.localhost:80\r\n\r\n", 400, "bad_request" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Tells_what_it_refuses_as_problem_details(string request, int status, string code)
    {
        var service = shared.Service;
        using var wire = await Wire.Say(service, request);

        var answer = await wire.ReceiveUntil("\"code\":");

        answer.ShouldStartWith($"HTTP/1.1 {status} ");
        answer.ShouldContain("\r\nContent-Type: application/problem+json\r\n");
        answer.ShouldContain("\r\nX-Content-Type-Options: nosniff\r\n");
        var body = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        answer.ShouldContain($"\r\nContent-Length: {body.Length}\r\n");
        var problem = JsonDocument.Parse(body).RootElement;
        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
    }

    [Fact]
    public async Task Tells_who_sends_headers_too_slowly()
    {
        await using var service = await NotesService.Start("Platform:Connections:HeaderTimeout=00:00:01");
        using var wire = await Wire.Say(service, "GET /hello HTTP/1.1\r\n");

        var answer = await wire.ReceiveUntil("request_too_slow");

        answer.ShouldStartWith("HTTP/1.1 408 ");
    }

    [Fact]
    public async Task Ends_a_connection_that_says_nothing()
    {
        await using var service = await NotesService.Start("Platform:Connections:HeaderTimeout=00:00:01");
        using var wire = await Wire.Say(service, "");

        await wire.ReceiveEnd();
    }

    [Fact]
    public async Task Ends_a_connection_that_rests_for_too_long()
    {
        await using var service = await NotesService.Start("Platform:Connections:KeepAliveTimeout=00:00:01");
        using var wire = await Wire.Say(service, $"GET /hello HTTP/1.1\r\n{Host}\r\n");
        await wire.ReceiveUntil("\"hello\"");

        await wire.ReceiveEnd();
    }

    // RFC 9112, section 9.6: what is sent and what is received end on their own.
    [Theory]
    [InlineData("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n", "\"hello\"")]
    [InlineData("GET /hello HTTP/1.0\r\nHost: localhost\r\n\r\n", "\"hello\"")]
    [InlineData("POST /notes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}", "unauthenticated")]
    [InlineData("nonsense\r\n\r\n", "bad_request")]
    public async Task Answers_a_client_that_sends_no_more(string request, string answer)
    {
        await using var service = await NotesService.Start();

        // Often, since which of the two the server sees first is a matter of chance.
        for (var i = 0; i < 20; i++)
        {
            using var wire = await Wire.Say(service, request);
            wire.SendNoMore();
            await wire.ReceiveUntil(answer);
        }
    }

    [Theory]
    [InlineData("Content-Length: 25\r\n\r\n{\"text\":\"Last\",\"stars\":1}")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n19\r\n{\"text\":\"Last\",\"stars\":1}\r\n0\r\n\r\n")]
    public async Task Does_the_last_command_of_a_client_that_sends_no_more(string rest)
    {
        await using var service = await NotesService.Start();
        var token = service.Token(new Caller(UserId.Parse("ann"), Role.CustomerUser, CustomerId.Parse("acme")));
        var post = $"POST /notes HTTP/1.1\r\n{Host}Authorization: Bearer {token}\r\nContent-Type: application/json\r\n";

        for (var i = 0; i < 20; i++)
        {
            using var wire = await Wire.Say(service, post + rest);
            wire.SendNoMore();
            await wire.ReceiveUntil("200 OK");
        }
    }

    [Fact]
    public async Task Reads_requests_that_follow_each_other_at_once_or_in_pieces()
    {
        await using var service = await NotesService.Start();
        var token = service.Token(new Caller(UserId.Parse("ann"), Role.CustomerUser, CustomerId.Parse("acme")));
        var body = """{"text":"Content-Length: +1","stars":1}""";
        var post = $"POST /notes HTTP/1.1\r\n{Host}Authorization: Bearer {token}\r\nContent-Type: application/json\r\n";
        var whole = $"{post}Content-Length: {body.Length}\r\n\r\n{body}";
        var chunked = $"{post}Transfer-Encoding: chunked\r\n\r\n{body.Length:X}\r\n{body}\r\n0\r\n\r\n";
        // Nobody reads the bodies of these: what is in them is no header.
        var junk = "a\r\nContent-Length: +1\r\n\r\nbb";
        var unread = $"POST /nowhere HTTP/1.1\r\n{Host}Content-Length: {junk.Length}\r\n\r\n{junk}";
        var unreadChunks =
            $"POST /nowhere HTTP/1.1\r\n{Host}Transfer-Encoding: chunked\r\n\r\n{junk.Length:X}\r\n{junk}\r\n0\r\n\r\n";
        var all = string.Concat(Enumerable.Repeat(whole + chunked + unread + whole + unreadChunks + unread + chunked, 5));
        using var wire = await Wire.Say(service, "");

        for (var at = 0; at < all.Length; at += 97)
            await wire.Send(all.Substring(at, Math.Min(97, all.Length - at)));
        await wire.Send(all + $"GET /hello HTTP/1.1\r\n{Host}Connection: close\r\n\r\n");

        var answers = await wire.ReceiveUntil("\"hello\"");
        Count(answers, "HTTP/1.1 200 OK").ShouldBe(2 * 5 * 4 + 1);
        Count(answers, "HTTP/1.1 404 Not Found").ShouldBe(2 * 5 * 3);
    }

    [Theory]
    [InlineData("POST /notes", "Content-Length: 500000", 413)]
    [InlineData("POST /notes", "Transfer-Encoding: chunked", 413)]
    [InlineData("POST /nowhere", "Content-Length: 500000", 404)]
    [InlineData("POST /nowhere", "Transfer-Encoding: chunked", 404)]
    [InlineData("PUT /notes", "Transfer-Encoding: chunked", 405)]
    [InlineData("POST /custom", "Content-Length: 500000", 413)]
    [InlineData("POST /custom", "Transfer-Encoding: chunked", 413)]
    public async Task Logs_no_error_for_what_is_too_large(string line, string length, int status)
    {
        var service = await NotesService.Start("Platform:MaxBodyBytes=2048");
        using var watch = new Watch(service);
        var token = service.Token(new Caller(UserId.Parse("ann"), Role.CustomerUser, CustomerId.Parse("acme")));

        using (var wire = await Wire.Say(
            service, $"{line} HTTP/1.1\r\n{Host}Authorization: Bearer {token}\r\nContent-Type: application/json\r\n{length}\r\n\r\n"))
        {
            // The service may end the connection before all is sent.
            await wire.TrySend(length.StartsWith('T') ? $"7A120\r\n{new string(' ', 500_000)}\r\n0\r\n\r\n" : new string(' ', 500_000));
            (await wire.ReceiveUntil("\"code\":")).ShouldStartWith($"HTTP/1.1 {status} ");
        }

        // Once all connections have ended, all is logged.
        await service.DisposeAsync();
        watch.Logged.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/%C3%BC", "/%C3%BC")]
    [InlineData("/a%22b", "/a%22b")]
    [InlineData("/a%20b%7B%7C%7D%5E%60%3C%3E%5C", "/a%20b%7B%7C%7D%5E%60%3C%3E%5C")]
    [InlineData("/%F0%9F%98%80", "/%F0%9F%98%80")]
    [InlineData("//evil.example/x", "/.//evil.example/x")]
    public async Task Names_the_instance_by_a_valid_reference(string path, string instance)
    {
        var service = shared.Service;
        using var wire = await Wire.Say(service, $"GET {path} HTTP/1.1\r\n{Host}Connection: close\r\n\r\n");

        (await wire.ReceiveUntil("\"code\"")).ShouldContain($"\"instance\":\"{instance}\"");
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static string Many(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"X-{i}: y\r\n"));
}
