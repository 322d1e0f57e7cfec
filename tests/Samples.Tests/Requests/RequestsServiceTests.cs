using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Requests;
using Requests.Contracts;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Requests;

public sealed class RequestsServiceTests : IAsyncLifetime
{
    private TestService service = null!;
    private HttpClient ann = null!;
    private HttpClient bob = null!;
    private HttpClient pia = null!;
    private HttpClient max = null!;

    public async ValueTask InitializeAsync()
    {
        service = await TestService.Start("requests", RequestsService.Create);
        ann = service.SignIn(Role.CustomerUser, "acme", "ann");
        bob = service.SignIn(Role.CustomerAdministrator, "acme", "bob");
        pia = service.SignIn(Role.PlatformAdministrator, user: "pia");
        max = service.SignIn(Role.PlatformMaintenance, user: "max");
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Leads_a_request_through_escalation_to_its_end_and_back()
    {
        var id = await Submit(ann, "Invoice missing");
        await ann.Order(HttpMethod.Post, $"/requests/{id}/comments", new { text = "Any news?" });
        await bob.Order(HttpMethod.Put, $"/requests/{id}/assignee", new { assignee = "pia" });
        await pia.Order(HttpMethod.Post, $"/requests/{id}/attendance");
        var issue = (await pia.Order(
            HttpMethod.Post,
            $"/requests/{id}/escalation",
            new { title = "Twice", description = "Two payments.", severity = "major" })).Text("id");
        (await ann.Ask($"/requests/{id}")).GetProperty("technicalIssue").Text("status").ShouldBe("open");

        await max.Order(HttpMethod.Post, $"/technical-issues/{issue}/resolution", new { resolution = "Mended." });
        await pia.Order(HttpMethod.Post, $"/requests/{id}/resolution", new { resolution = "Sent again." });
        await ann.Order(HttpMethod.Post, $"/requests/{id}/reopening", new { reason = "Wrong month." });
        await bob.Order(HttpMethod.Post, $"/requests/{id}/rejection", new { reason = "Asked before." });

        var request = await ann.Ask($"/requests/{id}");
        request.Text("status").ShouldBe("rejected");
        request.GetProperty("technicalIssue").Text("status").ShouldBe("resolved");
        request.GetProperty("comments").EnumerateArray().Select(comment => comment.Text("kind"))
            .ShouldBe(["comment", "resolution", "reopening", "rejection"]);
        request.Number("version").ShouldBe(9);
        (await service.Database.Scalar<int>("select open_count from customer_account")).ShouldBe(0);
        (await service.Database.Scalar<long>("select (select count(*) from tdp.outbox) + (select count(*) from tdp.event)")).ShouldBe(9);
    }

    [Fact]
    public async Task Lets_a_user_assign_who_was_granted_it()
    {
        var id = await Submit(ann, "Invoice missing");
        var granted = service.SignIn(Role.CustomerUser, "acme", "eve", [RequestPermissions.Assign]);

        await ann.PutAsJsonAsync($"/requests/{id}/assignee", new { assignee = "bob" }).ShouldBeProblem(403, "permission_required");
        await granted.Order(HttpMethod.Put, $"/requests/{id}/assignee", new { assignee = "bob" });

        (await ann.Ask($"/requests/{id}")).Text("assignee").ShouldBe("bob");
        await granted.PostAsync($"/requests/{id}/attendance", null).ShouldBeProblem(403, "role_not_allowed");
    }

    [Fact]
    public async Task Reports_by_the_groups_that_the_caller_chooses_over_what_the_caller_may_see()
    {
        await Submit(ann, "Ours");
        await Submit(ann, "Ours too");
        await Submit(service.SignIn(Role.CustomerUser, "globex"), "Theirs");

        var own = await bob.Ask("/requests/report?by=priority&thenBy=status&since=2020-01-01T00:00:00Z");
        var all = await pia.Ask("/requests/report?by=assignee");

        var row = own.GetProperty("rows").EnumerateArray().ShouldHaveSingleItem();
        row.GetProperty("groups").EnumerateObject().Select(group => $"{group.Name}={group.Value}")
            .ShouldBe(["priority=normal", "status=submitted"]);
        row.Number("requests").ShouldBe(2);
        all.GetProperty("rows").EnumerateArray().Single().Number("requests").ShouldBe(3);
    }

    [Fact]
    public async Task Keeps_the_files_of_a_request()
    {
        var request = RequestId.Parse(await Submit(ann, "Invoice missing"));
        var client = service.Client(Role.CustomerUser, "acme", "ann");
        var plan = new Upload(new MemoryStream("%PDF-1.7 plan"u8.ToArray()), "plan.pdf", "application/pdf");

        var attachment = (await client.Send(new AttachFile(request, plan))).Id;

        (await client.Page(new ListAttachments(request))).Items.ShouldHaveSingleItem().Name.ShouldBe("plan.pdf");
        await using var file = await client.Query(new GetAttachment(request, attachment));
        using var reader = new StreamReader(file.Content);
        (await reader.ReadToEndAsync()).ShouldBe("%PDF-1.7 plan");
        var stranger = service.Client(Role.CustomerUser, "globex");
        (await Should.ThrowAsync<RefusedByServiceException>(() => stranger.Query(new GetAttachment(request, attachment))))
            .Code.ShouldBe("not_found");
    }

    [Fact]
    public async Task Shows_each_customer_its_own_requests_and_the_platform_all()
    {
        var id = await Submit(ann, "Ours");
        var stranger = service.SignIn(Role.CustomerAdministrator, "globex");
        await Submit(stranger, "Theirs");

        (await ann.Ask("/requests")).Each("title").ShouldBe(["Ours"]);
        (await stranger.Ask("/requests")).Each("title").ShouldBe(["Theirs"]);
        (await pia.Ask("/requests?sort=title")).Each("title").ShouldBe(["Ours", "Theirs"]);
        (await pia.Ask("/requests?customer=globex,initech")).Each("title").ShouldBe(["Theirs"]);
        (await stranger.Refused(HttpMethod.Get, $"/requests/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.Refused(HttpMethod.Post, $"/requests/{id}/rejection", new { reason = "Mine now." }))
            .Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Narrows_the_list_by_every_filter()
    {
        var first = await Submit(ann, "Printer jams", "urgent");
        await Submit(ann, "Password forgotten");
        await bob.Order(HttpMethod.Put, $"/requests/{first}/assignee", new { assignee = "bob" });
        await bob.Order(HttpMethod.Post, $"/requests/{first}/attendance");

        foreach (var filter in new[]
                 {
                     "status=attending", "status=attending,escalated", "priority=urgent", "assignee=bob",
                     "assignee=bob,eve", "assignee.null=false", "title.contains=PRINT", "title.startsWith=printer",
                     "customer=acme&priority=urgent", "submittedAt.gte=2020-01-01T00:00:00Z&title.contains=jam",
                 })
        {
            (await ann.Ask("/requests?" + filter)).Each("title").ShouldBe(["Printer jams"], filter);
        }

        (await ann.Ask("/requests?assignee.null=true")).Each("title").ShouldBe(["Password forgotten"]);
        (await ann.Ask("/requests?submittedAt.lt=2020-01-01T00:00:00Z")).Each("title").ShouldBeEmpty();
    }

    [Fact]
    public async Task Finds_requests_by_their_words_in_any_form()
    {
        await Submit(ann, "Invoices are missing");
        await Submit(ann, "Printer jams");

        (await ann.Ask("/requests/search?text=missing invoice")).Each("title").ShouldBe(["Invoices are missing"]);
        (await ann.Ask("/requests/search?text=invoice or printer&status=submitted")).Each("title")
            .ShouldBe(["Printer jams", "Invoices are missing"]);
        (await ann.Ask("/requests/search?text=printer -jams")).Each("title").ShouldBeEmpty();
        (await ann.Refused(HttpMethod.Get, "/requests/search")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Counts_anew_after_each_event()
    {
        (await ann.Ask("/requests/counts")).Number("open").ShouldBe(0);

        var id = await Submit(ann, "Count me");
        await Eventually(async () => (await ann.Ask("/requests/counts")).Number("submitted") == 1);

        await pia.Order(HttpMethod.Post, $"/requests/{id}/rejection", new { reason = "No." });
        await Eventually(async () => (await ann.Ask("/requests/counts")).Number("rejected") == 1);
    }

    [Fact]
    public async Task Keeps_to_the_plans_limit_when_many_ask_at_once()
    {
        await Submit(ann, "First");
        await service.Database.Scalar<int>("update customer_account set max_open = 5 returning max_open");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(async n =>
        {
            using var response = await ann.PostAsync(new Uri("/requests", UriKind.Relative), Body($"At once {n}"));
            return response.StatusCode;
        }));

        outcomes.Count(status => status is HttpStatusCode.OK).ShouldBe(4);
        outcomes.Count(status => status is HttpStatusCode.Conflict).ShouldBe(8);
        (await service.Database.Scalar<long>("select count(*) from request")).ShouldBe(5);
    }

    [Fact]
    public async Task Shows_the_maintenance_team_issues_and_nothing_else()
    {
        var id = await Submit(ann, "Secret of acme");
        await pia.Order(HttpMethod.Post, $"/requests/{id}/attendance");
        await pia.Order(
            HttpMethod.Post,
            $"/requests/{id}/escalation",
            new { title = "Broken", description = "See log.", severity = "critical" });

        (await max.Ask("/technical-issues?severity=critical&status=open")).GetRawText().ShouldNotContain("acme");
        (await max.Refused(HttpMethod.Get, $"/requests/{id}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await max.Refused(HttpMethod.Get, "/requests")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await ann.Refused(HttpMethod.Get, "/technical-issues")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<string> Submit(HttpClient client, string title, string priority = "normal") =>
        (await client.Order(HttpMethod.Post, "/requests", new { title, description = "More of it.", priority }))
        .Text("id");

    private static StringContent Body(string title) =>
        new(JsonSerializer.Serialize(new { title, description = "More of it." }), null, "application/json");

    // Invalidation is sent beside the transaction, so it may arrive a moment after the answer.
    private static async Task Eventually(Func<Task<bool>> isSo)
    {
        var deadline = DateTimeOffset.UtcNow.AddSeconds(10);
        while (!await isSo())
        {
            (DateTimeOffset.UtcNow < deadline).ShouldBeTrue("It did not become so within ten seconds.");
            await Task.Delay(20);
        }
    }
}
