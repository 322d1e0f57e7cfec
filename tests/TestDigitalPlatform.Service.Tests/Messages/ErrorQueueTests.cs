using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TestDigitalPlatform.Maintenance;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Messages;

public sealed class ErrorQueueTests
{
    private static readonly CustomerId Acme = CustomerId.Parse("acme");

    [Fact]
    public async Task A_failed_message_is_found_and_shown_whole()
    {
        await using var service = await NotesService.Start();
        (await service.Publish(new WordSaid(Acme, "lunch", "rude"))).ShouldBe(EventOutcome.Failed);
        (await service.Publish(new WordSaid(Acme, "lunch", "later"))).ShouldBe(EventOutcome.Waiting);
        var maintenance = service.Client(Role.PlatformMaintenance);

        var all = await maintenance.Page(new ListFailedMessages());
        var others = await maintenance.Page(new ListFailedMessages { Cause = Filter.Is("other") });
        var found = await maintenance.Page(new ListFailedMessages { Error = Filter.Where(Operators.Contains, "not said here") });
        var whole = await maintenance.Query(new GetFailedMessage(all.Items.Single().Id));

        others.Items.ShouldBeEmpty();
        found.Items.ShouldHaveSingleItem().Cause.ShouldBe("words.rude");
        whole.Source.ShouldBe("test");
        whole.CustomerId.ShouldBe("acme");
        whole.Behind.ShouldBe(1);
        JsonDocument.Parse(whole.Body).RootElement.GetProperty("word").GetString().ShouldBe("rude");
    }

    [Fact]
    public async Task A_message_that_was_edited_and_replayed_takes_effect_before_those_behind_it()
    {
        await using var service = await NotesService.Start();
        await service.Publish(new WordSaid(Acme, "lunch", "rude"));
        await service.Publish(new WordSaid(Acme, "lunch", "later"));
        var maintenance = service.Client(Role.PlatformMaintenance);
        var failed = (await maintenance.Page(new ListFailedMessages())).Items.Single();

        var copy = await maintenance.Send(new EditMessage(
            failed.Id, """{"customer":"acme","conversation":"lunch","word":"polite"}"""));
        await maintenance.Send(new ReplayMessage(copy.Id));

        await Until(async () => (await service.Events<WordHeard>()).Count == 2);
        (await service.Events<WordHeard>()).Select(e => e.Word).ShouldBe(["polite", "later"]);
        (await maintenance.Page(new ListFailedMessages())).Items.ShouldBeEmpty();
        (await service.Database.Scalar<string>("select string_agg(operation, ' ' order by at) from tdp.audit"))
            .ShouldBe("EditMessage ReplayMessage");
    }

    [Fact]
    public async Task A_key_goes_on_without_a_message_that_was_discarded()
    {
        await using var service = await NotesService.Start();
        await service.Publish(new WordSaid(Acme, "lunch", "rude"));
        await service.Publish(new WordSaid(Acme, "lunch", "later"));
        var maintenance = service.Client(Role.PlatformMaintenance);
        var failed = (await maintenance.Page(new ListFailedMessages())).Items.Single();

        await maintenance.Send(new DiscardMessage(failed.Id));

        await Until(async () => (await service.Events<WordHeard>()).Count == 1);
        (await Should.ThrowAsync<RefusedByServiceException>(maintenance.Send(new DiscardMessage(failed.Id)))).Code
            .ShouldBe("not_found");
    }

    [Fact]
    public async Task A_group_is_replayed_at_once()
    {
        await using var service = await NotesService.Start();
        foreach (var conversation in (string[])["a", "b", "c"])
            await service.Publish(new WordSaid(Acme, conversation, "rude"));
        var maintenance = service.Client(Role.PlatformMaintenance);

        var group = (await maintenance.Query(new GroupFailedMessages())).Groups.Single();
        var replayed = await maintenance.Send(new ReplayMessages(group.Type, group.Cause));

        group.Count.ShouldBe(3);
        replayed.Count.ShouldBe(3);
        await Until(async () => (await maintenance.Query(new GroupFailedMessages())).Groups is [{ Count: 3 } again]
            && again.FirstAt > group.LastAt);
    }

    [Fact]
    public async Task Nobody_else_gets_at_it_and_what_is_not_there_or_no_event_is_refused()
    {
        await using var service = await NotesService.Start();
        await service.Publish(new WordSaid(Acme, "lunch", "rude"));
        var maintenance = service.SignIn(Role.PlatformMaintenance);
        var id = (await service.Client(Role.PlatformMaintenance).Page(new ListFailedMessages())).Items.Single().Id;

        (await service.SignIn(Role.CustomerAdministrator, "acme").GetAsync("/platform/failed-messages")).StatusCode
            .ShouldBe(HttpStatusCode.Forbidden);
        (await service.Anonymous().GetAsync("/platform/failed-messages")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await maintenance.GetAsync($"/platform/failed-messages/{Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await maintenance.GetAsync("/platform/failed-messages/no-id")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await maintenance.PostAsJsonAsync($"/platform/failed-messages/{id}/copies", new { body = "{]" })).StatusCode
            .ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await maintenance.PostAsJsonAsync($"/platform/failed-messages/{id}/copies", new { })).StatusCode
            .ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Its_operations_have_a_document_of_their_own()
    {
        await using var service = await NotesService.Start();
        var client = service.Anonymous();

        var platform = await client.GetFromJsonAsync<JsonElement>("/openapi/platform.json");
        var own = await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        own.ToString().ShouldNotContain("/platform/");
        var operations = platform.GetProperty("paths").EnumerateObject()
            // People have sensitive values, so that there are operations for keys, too.
            .Where(path => !path.Name.StartsWith("/platform/customers/", StringComparison.Ordinal))
            .SelectMany(path => path.Value.EnumerateObject().Select(o => (Name: $"{o.Name} {path.Name}", o.Value))).ToList();
        operations.Select(o => o.Name).Order(StringComparer.Ordinal).ShouldBe(
        [
            "delete /platform/failed-messages/{message}",
            "get /platform/external-calls",
            "get /platform/failed-messages",
            "get /platform/failed-messages/groups",
            "get /platform/failed-messages/{message}",
            "get /platform/history-deliveries/{service}",
            "get /platform/processes",
            "get /platform/processes/{instance}",
            "get /platform/projections",
            "post /platform/failed-messages/replays",
            "post /platform/failed-messages/{message}/copies",
            "post /platform/failed-messages/{message}/replay",
            "post /platform/history-deliveries",
            "post /platform/processes/{instance}/end",
            "post /platform/processes/{instance}/moves",
            "post /platform/processes/{instance}/wake",
            "post /platform/projections/{projection}/rebuilds",
        ]);
        operations.ShouldAllBe(o => o.Value.GetProperty("description").GetString()!.Length > 20);
        operations.ShouldAllBe(
            o => o.Value.GetProperty("description").GetString()!.EndsWith("Allowed: PlatformMaintenance.", StringComparison.Ordinal));
        platform.GetProperty("info").GetProperty("title").GetString().ShouldBe("notes: platform");
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
            limit.Token.ThrowIfCancellationRequested();
    }
}
