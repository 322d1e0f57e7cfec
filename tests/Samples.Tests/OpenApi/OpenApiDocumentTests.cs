using Customers;
using Microsoft.AspNetCore.Builder;
using Notifications;
using Requests;
using TestDigitalPlatform.Testing;
using TestDigitalPlatform.Tests.Shared;

namespace Samples.Tests.OpenApi;

/// <summary>What the services say about themselves is a contract: a change of it must be meant.</summary>
public sealed class OpenApiDocumentTests
{
    [Fact]
    public async Task Customers_are_described_as_approved() =>
        await Document("customers", CustomersService.Create).ShouldMatchSnapshot("customers.json");

    [Fact]
    public async Task Notifications_are_described_as_approved() =>
        await Document("notifications", NotificationsService.Create).ShouldMatchSnapshot("notifications.json");

    [Fact]
    public async Task Requests_are_described_as_approved() =>
        await Document("requests", RequestsService.Create).ShouldMatchSnapshot("requests.json");

    [Fact]
    public async Task A_strict_linter_has_nothing_to_complain_about()
    {
        foreach (var (name, create) in new[] { Customers, Notifications, Requests })
        {
            var file = Path.Combine(AppContext.BaseDirectory, $"{name}.json");
            await File.WriteAllTextAsync(file, await Document(name, create));

            var (exitCode, output) = NodeTools.Run(
                "redocly", "lint", file, "--config", NodeTools.Config("redocly.yaml"), "--format", "stylish");

            exitCode.ShouldBe(0, output);
            output.ShouldNotContain("warning  ");
        }
    }

    private static (string Name, Func<string[], WebApplication> Create) Customers =>
        ("customers", CustomersService.Create);

    private static (string Name, Func<string[], WebApplication> Create) Notifications =>
        ("notifications", NotificationsService.Create);

    private static (string Name, Func<string[], WebApplication> Create) Requests =>
        ("requests", RequestsService.Create);

    private static async Task<string> Document(string name, Func<string[], WebApplication> create)
    {
        await using var service = await TestService.Start(name, create);
        return await service.OpenApi();
    }
}
