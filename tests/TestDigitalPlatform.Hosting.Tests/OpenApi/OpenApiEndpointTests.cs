using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Hosting.OpenApi;
using TestDigitalPlatform.Hosting.Tests.Web;

namespace TestDigitalPlatform.Hosting.Tests.OpenApi;

public sealed class OpenApiEndpointTests
{
    [Fact]
    public async Task Serves_the_document_and_says_when_the_caller_has_it_already()
    {
        await using var service = await LoopbackHost.Start(Services, app => app.MapDocuments());

        using var first = await service.Client.GetAsync(new Uri("openapi/v1.json", UriKind.Relative), Cancel);
        using var again = new HttpRequestMessage(HttpMethod.Get, "openapi/v1.json");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await service.Client.SendAsync(again, Cancel);

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        (await first.Content.ReadAsStringAsync(Cancel)).ShouldStartWith("{\n  \"openapi\": \"3.1");
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Is_open_to_everybody()
    {
        await using var service = await LoopbackHost.Start(Services, app => app.MapDocuments());

        var endpoint = service.Services.GetRequiredService<EndpointDataSource>().Endpoints.ShouldHaveSingleItem();

        endpoint.Metadata.GetMetadata<IAllowAnonymous>().ShouldNotBeNull();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static void Services(WebApplicationBuilder builder) =>
        TicketOperations.AddTo(builder.Services);
}
