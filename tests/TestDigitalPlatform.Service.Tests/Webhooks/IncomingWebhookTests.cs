using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Npgsql;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Webhooks;

public sealed class IncomingWebhookTests(IncomingWebhookTests.Running running) : IClassFixture<IncomingWebhookTests.Running>
{
    private const string Billing = "/hooks/billing";

    private TestService Service => running.Service;

    [Fact]
    public async Task Comes_in_a_line_and_is_handled()
    {
        var paid = new InvoicePaid(CustomerId.Parse("acme"), "line", 4_200);

        (await Service.PostWebhook(paid, id: "msg_line")).ShouldBe(EventOutcome.Handled);
        (await Service.PostWebhook(paid, id: "msg_line")).ShouldBe(EventOutcome.Repeated);

        (await Noted("line")).ShouldHaveSingleItem().ShouldBe(new PaymentNoted(CustomerId.Parse("acme"), "line", 4_200));
    }

    [Fact]
    public async Task Takes_effect_once_however_often_and_at_once_it_is_sent()
    {
        using var client = Service.Anonymous();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => client.SendAsync(Sender.Message(Billing, Body("often"), Service.Time.Now, "msg_often"))));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Accepted);
        await Until(async () => (await Noted("often")).Count > 0);
        (await Service.Database.Scalar<long>(
            "select count(*) from tdp.webhook_receipt where webhook = 'billing' and id = 'msg_often'")).ShouldBe(1);
        (await Noted("often")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Is_taken_with_each_secret_of_a_rotation_and_with_one_of_several_signatures()
    {
        using var client = Service.Anonymous();
        var now = Service.Time.Now;
        var both = $"v1a,ZWQyNTUxOQ== v1,bm9uZQ== {Sender.Sign(Sender.Former, "msg_both", now.ToUnixTimeSeconds(), Body("both"))}";

        await Accepted(client, Sender.Message(Billing, Body("new"), now, "msg_new"));
        await Accepted(client, Sender.Message(Billing, Body("former"), now, "msg_former", Sender.Former));
        await Accepted(client, Sender.Message(Billing, Body("both"), now, "msg_both", signature: both));
    }

    [Fact]
    public async Task Of_a_customer_s_path_is_signed_by_that_customer_and_belongs_to_it()
    {
        using var client = Service.Anonymous();
        const string opened = """{"type":"ticket.opened","timestamp":"2026-01-01T00:00:00Z","data":{"ticket":"T1","more":true}}""";

        await Accepted(client, Sender.Message("/hooks/acme/tickets", opened, Service.Time.Now, "msg_t", Sender.OfAcme));
        // The same id of another customer is another message.
        await Accepted(client, Sender.Message("/hooks/globex/tickets", opened, Service.Time.Now, "msg_t", Sender.OfGlobex));
        await client.SendAsync(Sender.Message("/hooks/acme/tickets", opened, Service.Time.Now, "msg_t2", Sender.OfGlobex))
            .ShouldBeProblem(403, "webhook.invalid_signature");
        await client.SendAsync(Sender.Message("/hooks/nobody/tickets", opened, Service.Time.Now, "msg_t3", Sender.OfGlobex))
            .ShouldBeProblem(403, "webhook.invalid_signature");
        await Until(async () => (await Noted("T1")).Count == 2);

        (await Noted("T1")).Select(n => n.Customer.Value).Order().ShouldBe(["acme", "globex"]);
        (await Service.PostWebhook(new TicketOpened("T2"), customer: "acme")).ShouldBe(EventOutcome.Handled);
        (await Service.PostWebhook("/hooks/initech/tickets", """{"type":"ticket.closed","data":{"ticket":"T3"}}"""))
            .ShouldBe(EventOutcome.Handled);
    }

    [Fact]
    public async Task Of_a_type_that_nobody_takes_is_left_alone()
    {
        using var client = Service.Anonymous();

        var answer = await client.SendAsync(Sender.Message(
            "/hooks/acme/tickets", """{"type":"ticket.archived","data":{}}""", Service.Time.Now, "msg_archived", Sender.OfAcme));

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory, MemberData(nameof(Corpus))]
    public async Task That_is_forged_or_broken_is_refused_with_a_reason(string name, int status, string code)
    {
        using var client = Service.Anonymous();
        var now = Service.Time.Now;

        using var answer = await client.SendAsync(Bad(name, now));

        await answer.ShouldBeProblem(status, code);
        (await Service.Database.Scalar<long>("select count(*) from tdp.webhook_receipt where id like 'bad%'")).ShouldBe(0);
    }

    public static TheoryData<string, int, string> Corpus => new()
    {
        { "forged", 403, "webhook.invalid_signature" },
        { "another body", 403, "webhook.invalid_signature" },
        { "another id", 403, "webhook.invalid_signature" },
        { "another time", 403, "webhook.invalid_signature" },
        { "unknown secret", 403, "webhook.invalid_signature" },
        { "truncated signature", 403, "webhook.invalid_signature" },
        { "truncated body", 403, "webhook.invalid_signature" },
        { "no version", 403, "webhook.invalid_signature" },
        { "wrong algorithm", 403, "webhook.invalid_signature" },
        { "asymmetric", 403, "webhook.invalid_signature" },
        { "empty body", 403, "webhook.invalid_signature" },
        { "old", 400, "webhook.timestamp_outside_window" },
        { "early", 400, "webhook.timestamp_outside_window" },
        { "time zero", 400, "webhook.timestamp_outside_window" },
        { "time that is none", 400, "webhook.invalid_header" },
        { "time below zero", 400, "webhook.invalid_header" },
        { "endless time", 400, "webhook.invalid_header" },
        { "no id", 400, "webhook.invalid_header" },
        { "endless id", 400, "webhook.invalid_header" },
        { "no signature", 400, "webhook.invalid_header" },
        { "two ids", 403, "webhook.invalid_signature" },
        { "endless signature", 400, "webhook.invalid_header" },
        { "signed garbage", 400, "webhook.unreadable_body" },
        { "signed half", 400, "webhook.unreadable_body" },
        { "signed null", 400, "webhook.unreadable_body" },
        { "signed without a member", 400, "webhook.unreadable_body" },
        { "signed depth", 400, "webhook.unreadable_body" },
        { "other bytes", 400, "webhook.unreadable_body" },
        { "signed beyond its limits", 400, "webhook.unreadable_body" },
        { "zero in a key", 400, "webhook.unreadable_body" },
        { "form", 415, "unsupported_media_type" },
        { "compressed", 415, "unsupported_media_type" },
        { "oversized", 413, "body_too_large" },
    };

    [Fact]
    public async Task That_breaks_off_stores_nothing_and_stops_nothing()
    {
        var (host, now) = (Service.Address, Service.Time.Now.ToUnixTimeSeconds());
        var body = Body("broken");
        using (var client = new TcpClient(host.Host, host.Port))
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST {Billing} HTTP/1.1\r\nHost: {host.Authority}\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {body.Length}\r\nwebhook-id: msg_broken\r\nwebhook-timestamp: {now}\r\n"
                + $"webhook-signature: {Sender.Sign(Sender.Secret, "msg_broken", now, body)}\r\n\r\n{body[..10]}"));
        }

        using var other = Service.Anonymous();
        await Accepted(other, Sender.Message(Billing, Body("beside"), Service.Time.Now, "msg_beside"));
        (await Service.Database.Scalar<long>("select count(*) from tdp.webhook_receipt where id = 'msg_broken'")).ShouldBe(0);
    }

    [Fact, Trait("Form", "Long")]
    public async Task That_comes_too_slowly_is_refused_with_a_reason()
    {
        var (host, now) = (Service.Address, Service.Time.Now.ToUnixTimeSeconds());
        var body = Body("slow");
        using var client = new TcpClient(host.Host, host.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {Billing} HTTP/1.1\r\nHost: {host.Authority}\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {body.Length}\r\nwebhook-id: msg_slow\r\nwebhook-timestamp: {now}\r\n"
            + $"webhook-signature: {Sender.Sign(Sender.Secret, "msg_slow", now, body)}\r\n\r\n{body[..10]}"));

        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30))).ShouldStartWith("HTTP/1.1 408");
    }

    [Fact]
    public async Task Is_handled_after_a_failure_between_the_answer_and_the_handling()
    {
        using var client = Service.Anonymous();
        await running.Execute("""
            create function public.hold() returns trigger language plpgsql as $$ begin
                if old.body::text like '%survivor%' then raise exception 'The relay fails.'; end if; return old; end $$;
            create trigger hold before delete on tdp.outbox for each row execute function public.hold();
            """);
        try
        {
            await Accepted(client, Sender.Message(Billing, Body("survivor"), Service.Time.Now, "msg_survivor"));

            (await Service.Database.Scalar<long>("select count(*) from tdp.outbox where body::text like '%survivor%'")).ShouldBe(1);
            (await Noted("survivor")).ShouldBeEmpty();
        }
        finally
        {
            await running.Execute("drop trigger hold on tdp.outbox; drop function public.hold()");
        }

        await Until(async () =>
        {
            Service.Time.Advance(TimeSpan.FromSeconds(1));
            return (await Noted("survivor")).Count == 1;
        });
    }

    [Fact]
    public async Task Is_in_the_document_with_its_headers_and_body()
    {
        var document = JsonDocument.Parse(await Service.OpenApi()).RootElement;

        var post = document.GetProperty("paths").GetProperty(Billing).GetProperty("post");
        post.GetProperty("security").GetArrayLength().ShouldBe(0);
        post.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString())
            .ShouldBe(["webhook-id", "webhook-timestamp", "webhook-signature"]);
        post.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").ToString()
            .ShouldContain("InvoicePaid");
        post.GetProperty("responses").EnumerateObject().Select(r => r.Name).ShouldBe(["202", "400", "403", "413", "415", "429", "503"]);
    }

    private static HttpRequestMessage Bad(string name, DateTimeOffset now)
    {
        var (time, body) = (now.ToUnixTimeSeconds(), Body("bad"));
        var sign = Sender.Sign(Sender.Secret, "bad", time, body);
        HttpRequestMessage With(string text) => Sender.Message(Billing, text, now, "bad");
        HttpRequestMessage Signed(string signature) => Sender.Message(Billing, body, now, "bad", signature: signature);
        HttpRequestMessage Header(string header, params string[] values)
        {
            var message = Sender.Message(Billing, body, now, "bad");
            message.Headers.Remove(header);
            foreach (var value in values)
                message.Headers.TryAddWithoutValidation(header, value);
            return message;
        }

        HttpRequestMessage Content(HttpContent content, string type)
        {
            var message = Sender.Message(Billing, body, now, "bad");
            message.Content = content;
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            return message;
        }

        HttpRequestMessage Compressed()
        {
            var message = Sender.Message(Billing, body, now, "bad");
            message.Content!.Headers.ContentEncoding.Add("gzip");
            return message;
        }

        return name switch
        {
            "forged" => Signed("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
            "another body" => Sender.Message(Billing, body.Replace("100", "900", StringComparison.Ordinal), now, "bad", signature: sign),
            "another id" => Header("webhook-id", "bad2"),
            "another time" => Header("webhook-timestamp", $"{time + 1}"),
            "unknown secret" => Sender.Message(Billing, body, now, "bad", Sender.OfAcme),
            "truncated signature" => Signed(sign[..^4]),
            "truncated body" => Sender.Message(Billing, body[..^3], now, "bad", signature: sign),
            "no version" => Signed(sign["v1,".Length..]),
            "wrong algorithm" => Signed(sign.Replace("v1,", "v2,", StringComparison.Ordinal)),
            "asymmetric" => Signed(sign.Replace("v1,", "v1a,", StringComparison.Ordinal)),
            "empty body" => Sender.Message(Billing, "", now, "bad", signature: sign),
            "old" => Sender.Message(Billing, body, now - TimeSpan.FromMinutes(6), "bad"),
            "early" => Sender.Message(Billing, body, now + TimeSpan.FromMinutes(6), "bad"),
            "time zero" => Header("webhook-timestamp", "0"),
            "time that is none" => Header("webhook-timestamp", "2026-01-01"),
            "time below zero" => Header("webhook-timestamp", "-1"),
            "endless time" => Header("webhook-timestamp", new string('9', 40)),
            "no id" => Header("webhook-id"),
            "endless id" => Header("webhook-id", new string('a', 201)),
            "no signature" => Header("webhook-signature"),
            "two ids" => Header("webhook-id", "bad", "bad"),
            "endless signature" => Header("webhook-signature", new string('a', 1_001)),
            "signed garbage" => With("<xml/>"),
            "signed half" => With(body[..^3]),
            "signed null" => With("null"),
            "signed without a member" => With("""{"customer":"acme"}"""),
            "signed depth" => With(new string('[', 1_000)),
            "other bytes" => Content(new ByteArrayContent([0x22, 0xFF, 0xFE, 0x22]), "application/json"),
            "signed beyond its limits" => With(Body(new string('k', 51))),
            "zero in a key" => With(Body("\\u0000")),
            "form" => Content(new StringContent(body), "application/x-www-form-urlencoded"),
            "compressed" => Compressed(),
            "oversized" => With(Body(new string('b', 300_000))),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    private static string Body(string invoice) => $$"""{"customer":"acme","invoice":"{{invoice}}","cents":100,"unknown":[1,2]}""";

    private static async Task Accepted(HttpClient client, HttpRequestMessage message)
    {
        using var answer = await client.SendAsync(message);
        await answer.ShouldSucceed();
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    private async Task<IReadOnlyList<PaymentNoted>> Noted(string invoice) =>
        [.. (await Service.Events<PaymentNoted>()).Where(n => n.Invoice == invoice)];

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await isSo())
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public sealed class Running : IAsyncLifetime
    {
        internal TestService Service { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Service = await NotesService.Start(Sender.Settings);

        public async ValueTask DisposeAsync() => await Service.DisposeAsync();

        internal async Task Execute(string sql)
        {
            await using var connection = await Service.Database.OpenAsSuperuser();
#pragma warning disable CA2100 // The statement is the test's own.
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }
    }
}
