using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

public sealed class ServerTests(SharedNotes shared) : IClassFixture<SharedNotes>
{
    [Fact]
    public async Task Says_what_a_path_or_a_method_is_not()
    {
        await using var service = await NotesService.Start();
        var ann = service.Ann();

        await (await ann.GetAsync("/nowhere")).ShouldBeProblem(HttpStatusCode.NotFound, "unknown_path");
        var wrong = await ann.PutAsync("/notes", null);
        await wrong.ShouldBeProblem(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        wrong.Content.Headers.Allow.ShouldBe(["DELETE", "GET", "HEAD", "POST"], ignoreOrder: true);
    }

    [Fact]
    public async Task Takes_no_body_but_json_of_a_bounded_size()
    {
        await using var service = await NotesService.Start("Platform:MaxBodyBytes=2048");
        var ann = service.Ann();

        await (await ann.PostAsync("/notes", new StringContent("text=x", Encoding.UTF8, "text/plain")))
            .ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
        await (await ann.PostAsync("/notes", Compressed("""{"text":"x","stars":1}""")))
            .ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
        await (await ann.PostAsJsonAsync("/notes", new { text = new string('x', 3000), stars = 1 }))
            .ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    [Fact]
    public async Task Shares_nothing_with_another_host_of_the_same_service_in_the_process()
    {
        await using var first = await NotesService.Start();
        await using var second = await NotesService.Start();

        var id = await first.Ann().Write();

        (await first.Ann().GetAsync($"/notes/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await second.Ann().GetAsync($"/notes/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Refuses_more_requests_at_once_than_it_takes()
    {
        await using var service = await NotesService.Start("Platform:MaxConcurrentRequests=1");
        var ann = service.Ann();
        var gate = service.Services.GetRequiredService<Gate>();
        var waiting = ann.GetAsync("/wait");
        await gate.Entered.Task.WaitAsync(TimeSpan.FromSeconds(60));

        var refused = await ann.GetAsync("/notes");
        gate.Open.SetResult();

        await refused.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "too_busy");
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await waiting).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ann.GetAsync("/notes")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Leaves_places_for_others_whatever_one_customer_asks_for()
    {
        await using var service = await NotesService.Start("Platform:MaxConcurrentRequests=2");
        var gate = service.Services.GetRequiredService<Gate>();
        var waiting = service.Ann().GetAsync("/wait");
        await gate.Entered.Task.WaitAsync(TimeSpan.FromSeconds(60));

        var refused = await service.SignIn(Role.CustomerUser, "acme", "eve").GetAsync("/notes");
        var stranger = await service.SignIn(Role.CustomerUser, "globex").GetAsync("/notes");
        var nobody = await service.Anonymous().GetAsync("/hello");
        gate.Open.SetResult();

        await refused.ShouldBeProblem(HttpStatusCode.TooManyRequests, "too_many_requests");
        refused.Headers.RetryAfter.ShouldNotBeNull();
        stranger.StatusCode.ShouldBe(HttpStatusCode.OK);
        nobody.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await waiting).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await service.Ann().GetAsync("/notes")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    // With one place, a single one that is not given back refuses everybody from then on.
    [Fact]
    public async Task Gives_each_place_back_however_a_request_ends()
    {
        await using var service = await NotesService.Start("Platform:MaxConcurrentRequests=1", "Logging:LogLevel:Default=None");
        var ann = service.Ann();
        Func<Task>[] ends =
        [
            async () => await ann.GetAsync($"/notes/{Guid.NewGuid()}"),
            async () => await ann.PostAsJsonAsync("/notes", new { text = "", stars = 9 }),
            async () => await ann.PostAsync("/failures", null),
            async () => await ann.PutAsJsonAsync($"/notes/{Guid.NewGuid()}", new { text = "x" }),
            async () => await service.SignIn(Role.PlatformMaintenance).PostAsJsonAsync("/notes", new { text = "x", stars = 1 }),
            () => Cut(service, "Content-Length: 25", ""),
            () => Cut(service, "Content-Length: 25", """{"text":"Whole","stars":1}"""),
            () => Cut(service, "Transfer-Encoding: chunked", "5\r\n{\"tex\r\nZZ\r\n"),
            () => Cut(service, "Content-Length: 3\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
            () => HangUp(ann),
        ];

        for (var i = 0; i < 5; i++)
        {
            foreach (var end in ends)
            {
                await end();
                await EventuallyIsLetIn(ann);
            }
        }
    }

    [Fact]
    public async Task Closes_connections_that_wait_for_a_body_when_others_come()
    {
        await using var service = await NotesService.Start("Platform:Connections:Max=10", "Logging:LogLevel:Default=None");
        var open = new List<Wire>();
        for (var i = 0; i < 20; i++)
        {
            var wire = await Wire.Begin(service, "Content-Length: 25\r\nExpect: 100-continue");
            await wire.ReceiveUntil("100 Continue");
            open.Add(wire);
        }

        (await EventuallyAnswers(service)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await open[0].ReceiveEnd();
        open.ForEach(wire => wire.Dispose());
    }

    [Fact]
    public async Task Closes_no_connection_whose_request_is_being_served()
    {
        await using var service = await NotesService.Start(
            "Platform:Connections:Max=10", "Platform:Connections:AddressShare=1", "Logging:LogLevel:Default=None");
        var gate = service.Services.GetRequiredService<Gate>();
        var waiting = service.Ann().GetAsync("/wait");
        await gate.Entered.Task.WaitAsync(TimeSpan.FromSeconds(60));

        var open = new List<Wire>();
        for (var i = 0; i < 30; i++)
            open.Add(await Wire.Say(service, ""));
        await open[0].ReceiveEnd();
        gate.Open.SetResult();

        (await waiting).StatusCode.ShouldBe(HttpStatusCode.OK);
        open.ForEach(wire => wire.Dispose());
    }

    [Fact]
    public async Task Closes_no_connection_whose_answer_may_still_be_on_its_way()
    {
        await using var service = await NotesService.Start(
            "Platform:Connections:Max=10", "Platform:Connections:AddressShare=1", "Logging:LogLevel:Default=None");
        using var answered = await Wire.Begin(service, "Content-Length: 2");
        await answered.Send("{}");
        await answered.ReceiveUntil("400 Bad Request");

        var silent = new List<Wire>();
        for (var i = 0; i < 30; i++)
            silent.Add(await Wire.Say(service, ""));
        await silent[0].ReceiveEnd();

        await answered.Send("GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await answered.ReceiveUntil("404 Not Found");
        silent.ForEach(wire => wire.Dispose());
    }

    [Fact]
    public async Task Keeps_no_place_for_an_answer_that_is_taken_slowly()
    {
        await using var service = await NotesService.Start("Platform:MaxConcurrentRequests=1");
        service.Services.GetRequiredService<Gate>().Open.SetResult();
        var token = service.Token(new Caller(UserId.Parse("ann"), Role.CustomerUser, CustomerId.Parse("acme")));
        var text = new string('x', 200);
        // 16 MB: more than the system keeps for a connection.
        using var slow = await Wire.Say(
            service,
            $"GET /echoes/{text}?times=80000 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n");
        await slow.ReceiveUntil("200 OK");

        var other = await service.Ann().GetAsync("/notes");

        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Answers_in_development_to_no_name_but_this_machines()
    {
        await using var service = await NotesService.Start();

        await (await CallBy("notes.evil.example", service)).ShouldBeProblem(HttpStatusCode.MisdirectedRequest, "foreign_host");
        await (await CallBy("localhost.evil.example:80", service)).ShouldBeProblem(HttpStatusCode.MisdirectedRequest, "foreign_host");
        foreach (var name in (string[])["localhost", "localhost:1234", "notes.localhost", "127.0.0.1", "[::1]:5080"])
            (await CallBy(name, service)).StatusCode.ShouldBe(HttpStatusCode.OK, name);
    }

    // HTTP/1.0 knows no Host header; a name may be written in capitals.
    [Theory]
    [InlineData("GET /hello HTTP/1.0\r\n\r\n", "421 Misdirected")]
    [InlineData("GET /hello HTTP/1.1\r\n\r\n", "400 Bad Request")]
    [InlineData("GET /hello HTTP/1.1\r\nHost:\r\n\r\n", "421 Misdirected")]
    [InlineData("GET /hello HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", "400 Bad Request")]
    [InlineData("GET http://evil.example/hello HTTP/1.1\r\nHost: localhost\r\n\r\n", "400 Bad Request")]
    [InlineData("GET /hello HTTP/1.1\r\nHost: localhost:port\r\n\r\n", "400 Bad Request")]
    [InlineData("GET /hello HTTP/1.1\r\nHost: LOCALHOST\r\n\r\n", "200 OK")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "200 OK")]
    public async Task Judges_a_name_however_it_is_written(string request, string status)
    {
        var service = shared.Service;
        using var wire = await Wire.Say(service, request);

        (await wire.ReceiveUntil("\r\n")).ShouldStartWith($"HTTP/1.1 {status}");
    }

    [Theory]
    [InlineData("environment=Production", "Platform:Tokens:Authority=https://identity.example", "Platform:Keys:Folder=.")]
    [InlineData("AllowedHosts=notes.dev.example", "Platform:Docs=false")]
    public async Task Answers_to_the_names_that_it_is_told(params string[] settings)
    {
        await using var service = await NotesService.Start(settings);

        (await CallBy("notes.dev.example", service)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Keeps_no_place_for_a_body_that_comes_slowly()
    {
        await using var service = await NotesService.Start("Platform:MaxConcurrentRequests=1");
        using var slow = await Wire.Begin(service, "Content-Length: 25\r\nExpect: 100-continue");
        await slow.ReceiveUntil("100 Continue");

        var other = await service.Ann().GetAsync("/notes");
        await slow.Send("""{"text":"Late","stars":1}""");

        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        await slow.ReceiveUntil("200 OK");
    }

    [Fact]
    public async Task Blames_the_client_for_chunks_that_are_none()
    {
        await using var service = await NotesService.Start();
        using var wire = await Wire.Begin(service, "Transfer-Encoding: chunked");

        await wire.Send("FFFFFFFFFFFFFFFF\r\n");

        (await wire.ReceiveUntil("bad_request")).ShouldStartWith("HTTP/1.1 400 Bad Request");
    }

    [Fact]
    public async Task Lets_requests_under_way_end_when_it_is_told_to_stop()
    {
        var service = await NotesService.Start();
        var gate = service.Services.GetRequiredService<Gate>();
        var waiting = service.Ann().GetAsync("/wait");
        await gate.Entered.Task.WaitAsync(TimeSpan.FromSeconds(60));

        var lifetime = service.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>();
        lifetime.StopApplication();
        var stopping = service.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHost>().StopAsync();
        gate.Open.SetResult();

        (await waiting).StatusCode.ShouldBe(HttpStatusCode.OK);
        await stopping;
        await service.DisposeAsync();
    }

    private static async Task<HttpResponseMessage> CallBy(string name, TestService service)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hello") { Headers = { Host = name } };
        return await service.Anonymous().SendAsync(request);
    }

    private static async Task Cut(TestService service, string headers, string body)
    {
        using var wire = await Wire.Begin(service, headers);
        await wire.Send(body);
        wire.Reset();
    }

    // It may have been answered before, with a refusal.
    private static async Task HangUp(HttpClient client)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            using var impatience = new CancellationTokenSource();
            var waiting = client.GetAsync("/wait", impatience.Token);
            await impatience.CancelAsync();
            try
            {
                (await waiting).Dispose();
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task EventuallyIsLetIn(HttpClient client)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await client.GetAsync("/notes", limit.Token)).StatusCode != HttpStatusCode.OK)
            await Task.Delay(20, limit.Token);
    }

    // A connection may be refused while all others are about to be served.
    private static async Task<HttpResponseMessage> EventuallyAnswers(TestService service)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                return await service.Anonymous().GetAsync("/hello", limit.Token);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20, limit.Token);
            }
        }
    }

    private static StringContent Compressed(string json)
    {
        var content = new StringContent(json, Encoding.UTF8, "application/json");
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
