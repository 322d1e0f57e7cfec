using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Npgsql;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;
using TestDigitalPlatform.Webhooks;

namespace TestDigitalPlatform.Service.Tests.Webhooks;

public sealed class OutgoingWebhookTests(OutgoingWebhookTests.Running running) : IClassFixture<OutgoingWebhookTests.Running>
{
    private static int customers;

    private readonly CustomerId customer = CustomerId.Parse($"hooked-{Interlocked.Increment(ref customers)}");

    private TestService Service => running.Service;

    private Receiver Receiver => running.Receiver;

    private ServiceClient Admin => Service.Client(Role.CustomerAdministrator, customer.Value);

    [Fact]
    public async Task Is_signed_sent_and_listed_with_its_answer()
    {
        var path = $"/{customer}";
        var made = await Admin.Send(new SubscribeWebhook(Receiver.On(path, 202, "Thanks."), ["payment.noted"]));

        await Pay("I1", 4_200);
        await Pay("I2", 1, CustomerId.Parse("another"));
        var delivery = await Delivered(made.Webhook);

        var received = Receiver.At(path).ShouldHaveSingleItem();
        received.IsSignedWith(made.Secret.Reveal()).ShouldBeTrue();
        received.Id.ShouldBe(delivery.Id.ToString());
        var body = JsonDocument.Parse(received.Body).RootElement;
        body.GetProperty("type").GetString().ShouldBe("payment.noted");
        body.GetProperty("timestamp").GetDateTimeOffset().ShouldBe(Service.Time.Now, TimeSpan.FromMinutes(1));
        body.GetProperty("data").GetProperty("invoice").GetString().ShouldBe("I1");
        (delivery.Event, delivery.State, delivery.Attempts, delivery.Status, delivery.Answer, delivery.Error)
            .ShouldBe(("payment.noted", "delivered", 1, 202, "Thanks.", null));
        (await Admin.Page(new ListWebhooks())).Items.ShouldHaveSingleItem().Events.ShouldBe(["payment.noted"]);
        (await Admin.Query(new ListWebhookEvents())).Names.ShouldContain("payment.noted");
    }

    [Fact]
    public async Task Shows_its_secret_once_and_stores_it_encrypted()
    {
        var made = await Admin.Send(new SubscribeWebhook(Receiver.On($"/{customer}", 200), ["payment.noted"]));

        var list = await Service.SignIn(Role.CustomerAdministrator, customer.Value).GetStringAsync("/webhooks");

        made.Secret.Reveal().ShouldStartWith("whsec_");
        list.ShouldNotContain("whsec_");
        (await Service.Database.Scalar<string>($"select encode(secret, 'escape') from tdp.webhook_subscription where id = '{made.Webhook}'"))
            .ShouldNotContain(made.Secret.Reveal());
    }

    [Fact]
    public async Task Belongs_to_its_customer_alone()
    {
        var made = await Admin.Send(new SubscribeWebhook(Receiver.On($"/{customer}", 200), ["payment.noted"]));
        var stranger = Service.SignIn(Role.CustomerAdministrator, "stranger");
        await Pay("I1");
        var delivery = await Delivered(made.Webhook);

        (await Service.Client(Role.CustomerAdministrator, "stranger").Page(new ListWebhooks())).Items.ShouldBeEmpty();
        (await Service.Client(Role.CustomerAdministrator, "stranger").Page(new ListWebhookDeliveries { Webhook = made.Webhook }))
            .Items.ShouldBeEmpty();
        await stranger.DeleteAsync($"/webhooks/{made.Webhook}").ShouldBeProblem(404, "not_found");
        await stranger.PostAsync($"/webhooks/{made.Webhook}/secret-rotations", null).ShouldBeProblem(404, "not_found");
        await stranger.PostAsync($"/webhooks/{made.Webhook}/deliveries/{delivery.Id}/replay", null).ShouldBeProblem(404, "not_found");
        await Service.SignIn(Role.CustomerUser, customer.Value).GetAsync("/webhooks").ShouldBeProblem(403, "role_not_allowed");
        await Service.Anonymous().GetAsync("/webhooks").ShouldBeProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task Sends_only_what_the_filter_lets_through_and_what_is_subscribed_to()
    {
        var path = $"/{customer}";
        var made = await Admin.Send(new SubscribeWebhook(Receiver.On(path, 200), ["payment.noted"], """{"cents":7}"""));

        await Pay("other", 8);
        await Pay("seven", 7);
        await Delivered(made.Webhook);
        await Admin.Send(new ChangeWebhook(made.Webhook, Receiver.Address + path, ["payment.noted"], """{"cents":9}"""));
        await Pay("again", 7);
        await Pay("nine", 9);
        await Until(() => Receiver.At(path).Count == 2);

        Receiver.At(path).Select(r => JsonDocument.Parse(r.Body).RootElement.GetProperty("data").GetProperty("invoice").GetString())
            .ShouldBe(["seven", "nine"]);
    }

    [Fact]
    public async Task Is_tried_again_until_it_succeeds()
    {
        var path = $"/{customer}";
        var made = await Admin.Send(new SubscribeWebhook(Receiver.On(path, 500, "Broken\0."), ["payment.noted"]));
        await Pay("I1");
        var failed = await In(made.Webhook, "waiting", d => d.Status == 500);

        Receiver.On(path, 200);
        Service.Time.Advance(TimeSpan.FromMinutes(1));
        var delivered = await Delivered(made.Webhook);

        (failed.Attempts, failed.Answer, failed.DueAt > Service.Time.Now).ShouldBe((1, "Broken\uFFFD.", false));
        delivered.Attempts.ShouldBe(2);
        var both = Receiver.At(path);
        (both.Count, both[0].Id, both[0].Body).ShouldBe((2, both[1].Id, both[1].Body));
    }

    [Fact]
    public async Task Is_sent_by_another_node_when_the_one_that_took_it_has_ended()
    {
        var path = $"/{customer}";
        var made = await Admin.Send(new SubscribeWebhook(
            Receiver.On(path, context =>
            {
                context.Response.StatusCode = 503;
                context.Response.Headers.RetryAfter = "3600";
                return Task.CompletedTask;
            }),
            ["payment.noted"]));
        await Pay("I1");
        await In(made.Webhook, "waiting", d => d.Status == 503);
        Receiver.On(path, 200);
        var lease = $"'{Service.Time.Now.AddHours(3):O}'";
        await running.Execute($"""
            update tdp.webhook_delivery set attempts = attempts + 1, due_at = {lease}, leased_until = {lease}
            where subscription = '{made.Webhook}'
            """);

        Service.Time.Advance(TimeSpan.FromHours(2));
        Receiver.At(path).Count.ShouldBe(1);
        Service.Time.Advance(TimeSpan.FromHours(2));

        (await Delivered(made.Webhook)).Attempts.ShouldBe(3);
    }

    [Fact]
    public async Task That_fails_for_three_days_is_disabled_with_notice_and_can_be_replayed()
    {
        var path = $"/{customer}";
        var made = await Admin.Send(new SubscribeWebhook(Receiver.On(path, 503), ["payment.noted"]));
        await Pay("I1");
        var begun = Service.Time.Now;
        await In(made.Webhook, "waiting", d => d.Status == 503);
        while ((await Only(made.Webhook)).State == "waiting")
        {
            var attempts = Receiver.At(path).Count;
            Service.Time.Advance(TimeSpan.FromHours(15));
            await Until(() => Receiver.At(path).Count > attempts);
            await Until(Idle);
        }

        (Service.Time.Now - begun).TotalDays.ShouldBeInRange(3, 4);
        await Until(async () => (await Disabled()).Count == 1);
        (await Disabled())[0].Reason.ShouldBe("failing");
        (await Summary()).ShouldSatisfyAllConditions(s => s.IsEnabled.ShouldBeFalse(), s => s.DisabledBecause.ShouldBe("failing"));

        await Pay("I2");
        await Until(async () => (await Deliveries(made.Webhook)).Count == 2);
        (await Deliveries(made.Webhook))[0].State.ShouldBe("skipped");
        Receiver.On(path, 200);
        await Admin.Send(new EnableWebhook(made.Webhook));
        await Admin.Send(new ReplayWebhook(made.Webhook, begun - TimeSpan.FromMinutes(1)));
        await Until(async () => (await Deliveries(made.Webhook)).All(d => d.State == "delivered"));
        (await Summary()).IsEnabled.ShouldBeTrue();

        async Task<bool> Idle() => await Service.Database.Scalar<long>(
            $"select count(*) from tdp.webhook_delivery where subscription = '{made.Webhook}' and leased_until is not null") == 0;
    }

    [Fact]
    public async Task That_is_gone_is_disabled_at_once()
    {
        var made = await Admin.Send(new SubscribeWebhook(Receiver.On($"/{customer}", 410), ["payment.noted"]));
        await Pay("I1");

        await Until(async () => (await Disabled()).Count == 1);

        (await Disabled())[0].ShouldSatisfyAllConditions(
            d => d.Reason.ShouldBe("gone"), d => d.Webhook.ShouldBe(made.Webhook), d => d.Url.ShouldEndWith($"/{customer}"));
        (await Only(made.Webhook)).State.ShouldBe("failed");
        (await Summary()).DisabledBecause.ShouldBe("gone");
    }

    [Fact]
    public async Task Is_replayed_one_by_one_and_deleted()
    {
        var path = $"/{customer}";
        var made = await Admin.Send(new SubscribeWebhook(Receiver.On(path, 200), ["payment.noted"]));
        await Pay("I1");
        var delivery = await Delivered(made.Webhook);

        await Admin.Send(new ReplayWebhookDelivery(made.Webhook, delivery.Id));
        await Until(() => Receiver.At(path).Count == 2);
        await Until(async () => (await Only(made.Webhook)).State == "delivered");
        await Admin.Send(new ReplayWebhook(made.Webhook, delivery.CreatedAt, IncludeDelivered: true));
        await Until(() => Receiver.At(path).Count == 3);
        await Admin.Send(new DeleteWebhook(made.Webhook));

        Receiver.At(path).Select(r => r.Id).Distinct().ShouldHaveSingleItem();
        (await Admin.Page(new ListWebhooks())).Items.ShouldBeEmpty();
        (await Service.Database.Scalar<long>($"select count(*) from tdp.webhook_delivery where subscription = '{made.Webhook}'")).ShouldBe(0);
    }

    [Fact]
    public async Task Is_signed_with_both_secrets_while_they_overlap()
    {
        var path = $"/{customer}";
        var made = await Admin.Send(new SubscribeWebhook(Receiver.On(path, 200), ["payment.noted"]));
        var rotated = await Admin.Send(new RotateWebhookSecret(made.Webhook, OverlapHours: 2));
        await Pay("both");
        await Delivered(made.Webhook);
        Service.Time.Advance(TimeSpan.FromHours(3));
        await Pay("one");
        await Until(() => Receiver.At(path).Count >= 2);

        var all = Receiver.At(path);
        (all[0].IsSignedWith(made.Secret.Reveal()), all[0].IsSignedWith(rotated.Secret.Reveal())).ShouldBe((true, true));
        (all[1].IsSignedWith(made.Secret.Reveal()), all[1].IsSignedWith(rotated.Secret.Reveal())).ShouldBe((false, true));
    }

    [Theory]
    [InlineData("http://10.0.0.1/", "webhook.address_not_allowed")]
    [InlineData("https://127.0.0.2/", "webhook.address_not_allowed")]
    [InlineData("https://2130706434/", "webhook.address_not_allowed")]
    [InlineData("https://0x7f.2/", "webhook.address_not_allowed")]
    [InlineData("https://[::ffff:8.8.8.8]/", "webhook.address_not_allowed")]
    [InlineData("https://[::1]/", "webhook.address_not_allowed")]
    [InlineData("https://169.254.169.254/latest/meta-data", "webhook.address_not_allowed")]
    [InlineData("ftp://hooks.example.com/", "webhook.invalid_url")]
    [InlineData("https://user:password@hooks.example.com/", "webhook.invalid_url")]
    [InlineData("https://hooks.example.com/#fragment", "webhook.invalid_url")]
    [InlineData("/relative", "webhook.invalid_url")]
    [InlineData("file:///etc/passwd", "webhook.invalid_url")]
    public async Task Can_t_be_subscribed_to_lead_inward_or_nowhere(string url, string code)
    {
        var refused = await Should.ThrowAsync<RefusedByServiceException>(
            () => Admin.Send(new SubscribeWebhook(url, ["payment.noted"])));

        refused.Code.ShouldBe(code);
    }

    [Fact]
    public async Task Is_refused_for_an_unknown_event_or_a_filter_that_is_none()
    {
        var url = Receiver.On($"/{customer}", 200);

        (await Should.ThrowAsync<RefusedByServiceException>(() => Admin.Send(new SubscribeWebhook(url, ["no.event"]))))
            .Code.ShouldBe("webhook.unknown_event");
        (await Should.ThrowAsync<RefusedByServiceException>(() => Admin.Send(new SubscribeWebhook(url, ["payment.noted"], "[1]"))))
            .Code.ShouldBe("webhook.invalid_filter");
    }

    [Fact]
    public async Task Has_operations_for_customer_administrators_in_the_platform_s_document()
    {
        using var client = Service.Anonymous();
        var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/platform.json")).RootElement;

        var operations = document.GetProperty("paths").EnumerateObject()
            .Where(path => path.Name.StartsWith("/webhooks", StringComparison.Ordinal))
            .SelectMany(path => path.Value.EnumerateObject().Select(o => (Name: $"{o.Name} {path.Name}", o.Value))).ToList();
        operations.Select(o => o.Name).Order(StringComparer.Ordinal).ShouldBe(
        [
            "delete /webhooks/{webhook}",
            "get /webhooks",
            "get /webhooks/events",
            "get /webhooks/{webhook}/deliveries",
            "post /webhooks",
            "post /webhooks/{webhook}/deliveries/{delivery}/replay",
            "post /webhooks/{webhook}/disable",
            "post /webhooks/{webhook}/enable",
            "post /webhooks/{webhook}/replays",
            "post /webhooks/{webhook}/secret-rotations",
            "put /webhooks/{webhook}",
        ]);
        operations.ShouldAllBe(
            o => o.Value.GetProperty("description").GetString()!.EndsWith("Allowed: CustomerAdministrator.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Contains_receivers_that_fail_hang_redirect_and_never_end_while_others_get_theirs()
    {
        var stop = new CancellationTokenSource();
        var before = Receiver.All.Count;
        var inward = Receiver.On($"/{customer}/inward", 200);
        var bad = new Dictionary<string, (string Url, string Expected)>
        {
            ["hangs"] = (Receiver.On($"/{customer}/hangs", c => Task.Delay(Timeout.Infinite, Either(c, stop))), "timeout"),
            ["slow"] = (Receiver.On($"/{customer}/slow", c => Drip(c, stop)), "200"),
            ["endless"] = (Receiver.On($"/{customer}/endless", c => Flood(c, stop)), "200"),
            ["redirects"] = (Receiver.On($"/{customer}/redirects", c => { c.Response.Redirect(inward); return Task.CompletedTask; }), "302"),
            ["resets"] = (Receiver.On($"/{customer}/resets", c => { c.Abort(); return Task.CompletedTask; }), "invalid_answer"),
            ["unnamed"] = ("http://no-such-host.invalid/", "unreachable"),
            ["rebound"] = ("http://rebound.example.com/", "address_not_allowed"),
        };
        var webhooks = new Dictionary<string, Guid>();
        foreach (var (name, (url, _)) in bad)
            webhooks[name] = (await Admin.Send(new SubscribeWebhook(url, ["payment.noted"]))).Webhook;
        // What a name stands for may change after it was subscribed to.
        await running.Execute($"update tdp.webhook_subscription set url = 'http://127.0.0.2:1/' where id = '{webhooks["rebound"]}'");
        var good = await Admin.Send(new SubscribeWebhook(Receiver.On($"/{customer}/good", 200), ["payment.noted"]));
        try
        {
            foreach (var i in Enumerable.Range(0, 10))
                await Pay($"I{i}");
            await Until(async () => (await Deliveries(good.Webhook)).Count(d => d.State == "delivered") == 10);
            foreach (var (name, webhook) in webhooks)
                await Until(async () => (await Deliveries(webhook)).Any(d => (d.Error ?? $"{d.Status}") == bad[name].Expected));

            Receiver.At($"/{customer}/inward").ShouldBeEmpty();
            (await Deliveries(webhooks["endless"])).ShouldAllBe(d => d.Answer == null || d.Answer.Length <= 1_000);
        }
        finally
        {
            await stop.CancelAsync();
            foreach (var webhook in webhooks.Values)
                await Admin.Send(new DeleteWebhook(webhook));
        }
    }

    [Fact]
    public async Task Is_in_one_trace_from_what_caused_it()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "TestDigitalPlatform" or "Test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (spans)
                    spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("Test");
        var path = $"/{customer}";
        await Admin.Send(new SubscribeWebhook(Receiver.On(path, 200), ["payment.noted"]));
        string trace;
        using (var click = source.StartActivity("click")!)
        {
            trace = click.TraceId.ToString();
            await Pay("traced");
        }

        await Until(() => Receiver.At(path).Count == 1 && Of("POST") is not null);
        var sent = ActivityContext.Parse(Receiver.At(path)[0].Headers["traceparent"], null);
        sent.TraceId.ToString().ShouldBe(trace);
        var span = Of("POST")!;
        span.SpanId.ShouldBe(sent.SpanId);
        // Each span's parent is there, up to the click.
        for (var at = span; at.OperationName != "click";)
            at = Spans().Single(s => s.SpanId == at.ParentSpanId);

        Activity? Of(string name) => Spans().FirstOrDefault(s => s.OperationName == name && s.TraceId.ToString() == trace);
        Activity[] Spans()
        {
            lock (spans)
                return [.. spans];
        }
    }

    private static CancellationToken Either(HttpContext context, CancellationTokenSource stop) =>
        CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stop.Token).Token;

    private static async Task Drip(HttpContext context, CancellationTokenSource stop)
    {
        while (!Either(context, stop).IsCancellationRequested)
        {
            await context.Response.WriteAsync(".", Either(context, stop));
            await context.Response.Body.FlushAsync(Either(context, stop));
            await Task.Delay(50, Either(context, stop));
        }
    }

    private static async Task Flood(HttpContext context, CancellationTokenSource stop)
    {
        var part = new byte[64 * 1_024];
        Array.Fill(part, (byte)'x');
        while (!Either(context, stop).IsCancellationRequested)
            await context.Response.Body.WriteAsync(part, Either(context, stop));
    }

    private async Task Pay(string invoice, int cents = 1, CustomerId? of = null) =>
        (await Service.Publish(new PaymentNoted(of ?? customer, invoice, cents))).ShouldBe(EventOutcome.Handled);

    private async Task<IReadOnlyList<WebhookDelivery>> Deliveries(Guid webhook) =>
        (await Admin.Page(new ListWebhookDeliveries { Webhook = webhook })).Items;

    private async Task<WebhookDelivery> Only(Guid webhook) => (await Deliveries(webhook)).ShouldHaveSingleItem();

    private Task<WebhookDelivery> Delivered(Guid webhook) => In(webhook, "delivered", _ => true);

    private async Task<WebhookDelivery> In(Guid webhook, string state, Func<WebhookDelivery, bool> isSo)
    {
        WebhookDelivery? found = null;
        await Until(async () => (found = (await Deliveries(webhook)).FirstOrDefault(d => d.State == state && isSo(d))) is not null);
        return found!;
    }

    private async Task<WebhookSummary> Summary() => (await Admin.Page(new ListWebhooks())).Items.ShouldHaveSingleItem();

    private async Task<IReadOnlyList<WebhookDisabled>> Disabled() =>
        [.. (await Service.Events<WebhookDisabled>()).Where(d => d.Customer == customer)];

    private static Task Until(Func<bool> isSo) => Until(() => Task.FromResult(isSo()));

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

        internal Receiver Receiver { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Receiver = await Receiver.Start();
            Service = await NotesService.Start(
                "Platform:Outbound:AllowedNetworks=127.0.0.1", "Platform:WebhookDelivery:Timeout=00:00:01");
        }

        internal async Task Execute(string sql)
        {
            await using var connection = await Service.Database.OpenAsSuperuser();
#pragma warning disable CA2100 // The statement is the test's own.
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await Service.DisposeAsync();
            await Receiver.DisposeAsync();
        }
    }
}
