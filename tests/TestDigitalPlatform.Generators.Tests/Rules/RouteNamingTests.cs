using TestDigitalPlatform.Generators.Contracts;

namespace TestDigitalPlatform.Generators.Tests.Rules;

public sealed class RouteNamingTests
{
    // As for messages whose {id} is a CompanyId.
    private static readonly RouteNaming Naming = new(name => name == "id" ? "Company" : name);

    [Theory]
    [InlineData("/")]
    [InlineData("/me")]
    [InlineData("/orders")]
    [InlineData("/v2/orders/{order}")]
    [InlineData("/customers/{customer}/suspension")]
    [InlineData("/orders/{order}/lines/{line}")]
    [InlineData("/technical-issues/{issue}/resolution")]
    [InlineData("/people/{id}")]
    [InlineData("/status/{customer}")]
    [InlineData("/kunden/{id}")]
    [InlineData("/sheep/{sheep}")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/reports/orders.csv")]
    [InlineData("/orders/v{version}")]
    [InlineData("/search/{words}")]
    [InlineData("/files/{*path}")]
    [InlineData("/orders/{order:guid}")]
    [InlineData("/orders/{order}/cancel-reasons")]
    [InlineData("/plans/add-ons")]
    public void Leaves_what_is_written_well(string path) => Naming.Flaw(path).ShouldBeNull();

    [Theory]
    [InlineData("orders", "/orders")]
    [InlineData("/orders/", "/orders")]
    [InlineData("//orders", "/orders")]
    [InlineData("/Orders", "/orders")]
    [InlineData("/lineItems", "/line-items")]
    [InlineData("/line_items", "/line-items")]
    [InlineData("/orders/{Order}", "/orders/{order}")]
    [InlineData("/orders/{order_id}", "/orders/{orderId}")]
    [InlineData("/company/{id}", "/companies/{id}")]
    [InlineData("/purchase-order/{order}", "/purchase-orders/{order}")]
    [InlineData("/box/{boxId}/key/{key}", "/boxes/{boxId}/keys/{key}")]
    [InlineData("/orders/create", "/orders")]
    [InlineData("/orders/get-backlog", "/orders/backlog")]
    [InlineData("/get-backlog", "/backlog")]
    [InlineData("/orders/{order}/approve-discount", "/orders/{order}/discount-approval")]
    public void Says_how_to_write_the_rest(string path, string better) =>
        Naming.Flaw(path)!.Value.Better.ShouldBe(better);
}
