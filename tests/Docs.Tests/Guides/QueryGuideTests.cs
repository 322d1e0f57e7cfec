using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Docs.Tests.Pages;
using Npgsql;
using TestDigitalPlatform;
using TestDigitalPlatform.Testing;

namespace Docs.Tests.Guides;

public sealed class QueryGuideTests
{
    private const string Guide = "docs/guides/query.md";
    private const string Order = "01a20322-a4d1-7ff3-a1b8-c0ea679ee3c8";

    [Fact]
    public async Task The_list_takes_every_parameter_that_the_guide_shows()
    {
        await using var service = await OrdersService.Of(Guide);
        var user = service.SignIn(Role.CustomerUser, "acme");
        var shown = Page.Of(Guide).Rows("parameter").Select(row => row[0])
            .Where(parameter => !parameter.Contains('…'))
            .ToList();
        shown.Count.ShouldBeGreaterThan(5);

        foreach (var parameter in shown)
        {
            var answer = await user.GetAsync($"/orders?{parameter}");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{parameter}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    [Fact]
    public async Task The_queries_read_what_is_stored_for_the_caller()
    {
        await using var service = await OrdersService.Of(Guide);
        await StoreAnOrder(service);
        var user = service.SignIn(Role.CustomerUser, "acme");

        var order = await user.GetFromJsonAsync<JsonElement>($"/orders/{Order}");
        var late = await user.GetFromJsonAsync<JsonElement>("/orders/late?days=3");
        var counts = await user.GetFromJsonAsync<JsonElement>("/orders/counts");

        order.GetProperty("total").GetDecimal().ShouldBe(3.5m);
        late.GetProperty("items").GetArrayLength().ShouldBe(1);
        counts.GetProperty("placed").GetInt32().ShouldBe(1);
        (await service.SignIn(Role.CustomerUser, "initech").GetAsync($"/orders/{Order}"))
            .StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_column_that_the_command_keeps_is_the_sum_of_the_lines()
    {
        await using var service = await OrdersService.Of(Guide);
        await StoreAnOrder(service);
        var user = service.SignIn(Role.CustomerUser, "acme");

        var added = await Task.WhenAll(Enumerable.Range(1, 4).Select(quantity => user.PostAsJsonAsync(
            $"/orders/{Order}/lines", new { article = "Washer", quantity, price = 0.25m })));

        added.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.NoContent);
        var listed = (await user.GetFromJsonAsync<JsonElement>("/orders")).GetProperty("items")[0];
        var order = await user.GetFromJsonAsync<JsonElement>($"/orders/{Order}");
        listed.GetProperty("total").GetDecimal().ShouldBe(6m);
        order.GetProperty("total").GetDecimal().ShouldBe(6m);
        order.GetProperty("lines").GetArrayLength().ShouldBe(6);
    }

    private static async Task StoreAnOrder(TestService service)
    {
        await using var connection = await service.Database.OpenAsSuperuser();
        await using var command = new NpgsqlCommand(
            $"""
            insert into purchase_order (id, customer_id, reference, status, placed_at, updated_at, line_count, total)
            values ('{Order}', 'acme', 'PO-1', 'placed', now() - interval '4 days', now(), 2, 3.5);
            insert into purchase_order_line (order_id, customer_id, position, article, quantity, price)
            values ('{Order}', 'acme', 1, 'Bolt', 3, 0.5), ('{Order}', 'acme', 2, 'Nut', 2, 1)
            """,
            connection);
        await command.ExecuteNonQueryAsync();
    }
}
