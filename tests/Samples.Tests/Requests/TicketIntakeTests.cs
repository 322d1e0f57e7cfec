using Requests;
using Requests.Contracts;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Requests;

public sealed class TicketIntakeTests
{
    [Fact]
    public async Task Submits_a_request_for_a_ticket_that_comes_by_a_signed_webhook()
    {
        await using var service = await TestService.Start(RequestsService.Name, RequestsService.Create);
        const string ticket = """{"ticket":"HD-1","title":"Broken","description":"It does not start.","priority":"high","assignee":"unknown here"}""";

        (await service.PostWebhook("/hooks/acme/tickets", ticket, "msg_1")).ShouldBe(EventOutcome.Handled);
        (await service.PostWebhook("/hooks/acme/tickets", ticket, "msg_1")).ShouldBe(EventOutcome.Repeated);

        var user = service.Client(Role.CustomerAdministrator, "acme");
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await user.Page(new ListRequests(), cancellationToken: deadline.Token)).Items.Count == 0)
            await Task.Yield();
        var request = (await user.Page(new ListRequests())).Items.ShouldHaveSingleItem();
        (request.Title, request.Priority).ShouldBe(("Broken", Priority.High));
    }
}
