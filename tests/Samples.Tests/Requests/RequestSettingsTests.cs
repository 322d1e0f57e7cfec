using System.Net;
using Requests;
using Requests.Contracts;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Requests;

public sealed class RequestSettingsTests : IAsyncLifetime
{
    private TestService service = null!;
    private ServiceClient platform = null!;
    private ServiceClient acme = null!;
    private ServiceClient globex = null!;

    public async ValueTask InitializeAsync()
    {
        service = await TestService.Start("requests", RequestsService.Create);
        platform = service.Client(Role.PlatformAdministrator);
        acme = service.Client(Role.CustomerAdministrator, "acme");
        globex = service.Client(Role.CustomerAdministrator, "globex");
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_customers_own_come_before_the_platforms_and_those_before_the_defaults()
    {
        await platform.Send(new ChangeRequestSettings(new() { ReopenableForDays = 30, UsersMayReopen = false }));

        var changed = await acme.Send(new ChangeRequestSettings(new() { ReopenableForDays = 7, UsersMayReopen = false }));
        await platform.Send(new ChangeRequestSettings(new() { ReopenableForDays = 60 }));

        changed.ShouldSatisfyAllConditions(
            () => changed.Own.ShouldBe(["reopenableForDays"]), () => changed.Version.ShouldBe(2));
        (await acme.Query(new GetRequestSettings())).Values.ShouldBe(new RequestSettings { ReopenableForDays = 7 });
        (await globex.Query(new GetRequestSettings())).Values.ShouldBe(new RequestSettings { ReopenableForDays = 60 });
        (await platform.Query(new GetRequestSettings())).ShouldSatisfyAllConditions(
            view => view.Own.ShouldBe(["reopenableForDays"]), view => view.Version.ShouldBe(2));
        (await service.Database.Scalar<string>("""
            select string_agg(actor || ' ' || operation || ' ' || target || ' ' || outcome, ', ' order by at, id)
            from tdp.audit where customer_id = 'acme'
            """)).ShouldBe("test-CustomerAdministrator ChangeRequestSettings requests accepted");
    }

    [Fact]
    public async Task Decisions_follow_them_at_once()
    {
        var user = service.Client(Role.CustomerUser, "acme");
        var request = (await user.Send(new SubmitRequest("A", "B"))).Id;
        await acme.Send(new RejectRequest(request, "Asked before."));
        await acme.Send(new ChangeRequestSettings(new() { UsersMayReopen = false }));

        var refused = await Should.ThrowAsync<RefusedByServiceException>(
            () => user.Send(new ReopenRequest(request, "Again.")));
        await acme.Send(new ChangeRequestSettings(new()));
        await user.Send(new ReopenRequest(request, "Again."));

        refused.Code.ShouldBe("requests.reopening_not_for_users");
    }

    [Fact]
    public async Task What_breaks_a_limit_is_refused_as_in_any_command()
    {
        using var http = service.SignIn(Role.CustomerAdministrator, "acme");

        var (status, code) = await http.Refused(
            HttpMethod.Put, "/settings/requests", new { values = new { reopenableForDays = 366 } });

        (status, code).ShouldBe((HttpStatusCode.BadRequest, "invalid_request"));
    }

    [Fact]
    public async Task What_nobody_attends_to_is_rejected_by_the_service_itself()
    {
        var user = service.Client(Role.CustomerUser, "acme");
        var request = (await user.Send(new SubmitRequest("Forgotten", "B"))).Id;
        var other = (await service.Client(Role.CustomerUser, "globex").Send(new SubmitRequest("Forgotten", "B"))).Id;
        await acme.Send(new ChangeRequestSettings(new() { RejectUnattendedAfterDays = 10 }));

        service.Time.Advance(TimeSpan.FromDays(11));

        var deadline = DateTime.UtcNow.AddSeconds(30);
        while (DateTime.UtcNow < deadline && (await user.Query(new GetRequest(request))).Status is RequestStatus.Submitted)
            await Task.Delay(20);
        (await user.Query(new GetRequest(request))).Status.ShouldBe(RequestStatus.Rejected);
        (await globex.Query(new GetRequest(other))).Status.ShouldBe(RequestStatus.Submitted);
        (await service.Database.Scalar<string>("select actor from tdp.audit where operation = 'RejectRequest'"))
            .ShouldBe("service:requests/unattended-requests");
    }
}
