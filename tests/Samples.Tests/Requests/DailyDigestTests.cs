using Requests;
using Requests.Contracts;
using Requests.Contracts.Events;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Requests;

public sealed class DailyDigestTests
{
    [Fact]
    public void Sums_up_the_day_before()
    {
        var run = new ProcessRun<DailyDigest, Digest>(Given.Now);

        run.On(new ScheduleFired(Given.Now));

        run.Sent.ShouldBe([new DigestRequests(Given.Now.AddDays(-1))]);
        run.State.ShouldBeNull();
    }

    [Fact]
    public void Says_nothing_where_nothing_is()
    {
        Decide(new DigestCounts(0, 0, 0)).Events.ShouldBeEmpty();
        Decide(new DigestCounts(0, 0, 3)).Events.ShouldHaveSingleItem().ShouldBe(
            new RequestsDigested(Given.Acme, 0, 0, 3, Given.Now.AddDays(-1), Given.Now));
    }

    [Fact]
    public async Task Tells_each_customer_of_its_own_requests_in_the_morning()
    {
        await using var service = await TestService.Start("requests", RequestsService.Create);
        foreach (var (customer, count) in new[] { ("acme", 2), ("umbrella", 1) })
        {
            for (var i = 0; i < count; i++)
                await service.Client(Role.CustomerUser, customer, "ann").Send(new SubmitRequest("Printer on fire", "Third floor."));
        }

        service.Time.Advance(TimeSpan.FromDays(1));
        await service.Until(async () => (await service.Events<RequestsDigested>()).Count == 2);

        (await service.Events<RequestsDigested>()).Select(e => (e.Customer.ToString(), e.Open)).ShouldBe(
            [("acme", 2), ("umbrella", 1)], ignoreOrder: true);
    }

    private static Decision<Nothing> Decide(DigestCounts counts) =>
        DigestRequestsHandler.Decide(new DigestRequests(Given.Now.AddDays(-1)), counts, Given.ByAdministrator());
}
