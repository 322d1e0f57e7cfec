using Customers.Contracts.Events;
using Requests;
using Requests.Contracts;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Requests;

public sealed class PauseWorkTests
{
    [Fact]
    public async Task Work_waits_while_its_customer_is_suspended()
    {
        await using var service = await TestService.Start("requests", RequestsService.Create);
        var (ann, pia) = (service.Client(Role.CustomerUser, "acme", "ann"), service.Client(Role.PlatformAdministrator, user: "pia"));
        var request = (await ann.Send(new SubmitRequest("Printer on fire", "Third floor."))).Id;

        await service.Publish(new CustomerSuspended(Given.Acme, "Overdue.", service.Time.Now));
        await Until(async () => (await ann.Query(new GetRequest(request))).PausedAt is not null);
        (await Should.ThrowAsync<RefusedByServiceException>(pia.Send(new StartAttending(request)))).Code.ShouldBe("requests.paused");

        await service.Publish(new CustomerReactivated(Given.Acme, service.Time.Now));
        await Until(async () => (await ann.Query(new GetRequest(request))).PausedAt is null);
        await pia.Send(new StartAttending(request));
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await isSo())
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
