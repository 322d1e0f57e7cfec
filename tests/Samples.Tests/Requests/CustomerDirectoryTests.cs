using Customers.Contracts;
using Customers.Contracts.Events;
using Requests;
using Requests.Contracts;
using TestDigitalPlatform.Maintenance;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Requests;

public sealed class CustomerDirectoryTests
{
    [Fact]
    public async Task Refuses_submissions_of_a_suspended_customer_also_after_a_rebuild()
    {
        await using var service = await TestService.Start("requests", RequestsService.Create);
        var (ann, max) = (service.Client(Role.CustomerUser, "acme", "ann"), service.Client(Role.PlatformMaintenance, user: "max"));
        await service.Publish(new CustomerCreated(Given.Acme, "Acme", Plan.Standard, 10, 100, service.Time.Now));
        await service.Publish(new CustomerSuspended(Given.Acme, "Overdue.", service.Time.Now));
        (await Submitted(ann)).ShouldBe("requests.customer_suspended");
        await service.Database.Scalar<int>("update customer set suspended = false returning 1");
        (await Submitted(ann)).ShouldBe("submitted");

        await max.Send(new RebuildProjection("CustomerDirectory"));

        var rebuild = await Ended(max);
        rebuild.State.ShouldBe("done", rebuild.Error);
        rebuild.Events.ShouldBe(2);
        (await Submitted(ann)).ShouldBe("requests.customer_suspended");
        (await service.Database.Scalar<string>("select operation || ' ' || target from tdp.audit where actor = 'max'"))
            .ShouldBe("RebuildProjection CustomerDirectory");
    }

    [Fact]
    public async Task Is_known_by_name_to_platform_maintenance_alone()
    {
        await using var service = await TestService.Start("requests", RequestsService.Create);
        var max = service.Client(Role.PlatformMaintenance, user: "max");

        var projection = (await max.Query(new GetProjections())).Projections.ShouldHaveSingleItem();

        projection.Name.ShouldBe("CustomerDirectory");
        projection.Tables.ShouldBe(["customer"]);
        projection.Events.Count.ShouldBe(3);
        projection.Rebuild.ShouldBeNull();
        (await Should.ThrowAsync<RefusedByServiceException>(max.Send(new RebuildProjection("Nothing")))).Code
            .ShouldBe("messages.unknown_projection");
        (await Should.ThrowAsync<RefusedByServiceException>(
            service.Client(Role.PlatformAdministrator, user: "pia").Send(new RebuildProjection("CustomerDirectory")))).Code
            .ShouldBe("role_not_allowed");
    }

    private static async Task<string> Submitted(ServiceClient client)
    {
        try
        {
            await client.Send(new SubmitRequest("Invoice missing", "More of it."));
            return "submitted";
        }
        catch (RefusedByServiceException e)
        {
            return e.Code;
        }
    }

    private static async Task<ProjectionRebuildState> Ended(ServiceClient client)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if ((await client.Query(new GetProjections())).Projections[0].Rebuild is { EndedAt: not null } ended)
                return ended;
            await Task.Delay(20, limit.Token);
        }
    }
}
