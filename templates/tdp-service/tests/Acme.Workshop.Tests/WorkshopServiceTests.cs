using System.Net;

namespace Acme.Workshop.Tests;

public sealed class WorkshopServiceTests
{
    [Fact]
    public async Task Is_ready_once_it_has_started()
    {
        await using var service = await TestService.Start(WorkshopService.Name, WorkshopService.Create);

        var health = await service.Anonymous().GetAsync(new Uri("/health/ready", UriKind.Relative));

        health.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
