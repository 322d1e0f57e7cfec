using System.Text;
using RabbitMQ.Client;
using TestDigitalPlatform.Maintenance;
using TestDigitalPlatform.RabbitMq.Tests.Broker;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.RabbitMq.Tests.Orders;

/// <summary>A queue that programs write to which know nothing of the platform.</summary>
public sealed class ForeignQueueTests(TestBroker broker)
{
    private const string Queue = "billing-invoices";

    private static readonly TimeSpan Faster = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task A_message_takes_effect_once_for_its_id_or_else_for_its_body()
    {
        var address = await broker.MakeVirtualHost();
        await using var billing = await ForeignEndpoint.Connect(address);
        // A classic queue, as many programs have it.
        await billing.Declare(Queue, isQuorum: false);
        await using var service = await Start(address);

        for (var i = 0; i < 2; i++)
        {
            await billing.SendPlain(Queue, "7", Invoice("I-1", 100));
            await billing.SendPlain(Queue, null, Invoice("I-2", 200));
        }

        await billing.SendPlain(Queue, "8", Invoice("I-1", 100));
        await Until(service, "select count(*) = 3 from invoice");
        await UntilEmpty(service, billing);

        (await service.Database.Scalar<string>(
            "select string_agg(number || customer_id, ' ' order by number) from invoice")).ShouldBe("I-1acme I-1acme I-2acme");
        (await service.Database.Scalar<long>("select count(*) from tdp.held_message")).ShouldBe(0);
    }

    [Fact]
    public async Task What_its_headers_say_of_type_key_and_customer_does_not_count()
    {
        var address = await broker.MakeVirtualHost();
        await using var billing = await ForeignEndpoint.Connect(address);
        await billing.Declare(Queue);
        await using var service = await Start(address);

        await billing.Send(Queue, new()
        {
            ["NServiceBus.MessageId"] = "1",
            ["NServiceBus.EnclosedMessageTypes"] = "Acme.Billing.Invoice, Acme.Billing",
            ["NServiceBus.OriginatingEndpoint"] = "Billing",
            ["Tdp.Key"] = "key",
            ["Tdp.Number"] = "7",
            ["Tdp.Previous"] = "{\"Acme.Billing.Invoice\":6}",
            ["Tdp.Customer"] = "umbrella",
        }, Invoice("I-1", 100));

        await Until(service, "select count(*) = 1 from invoice");
        (await service.Database.Scalar<string>("select customer_id from invoice")).ShouldBe("acme");
    }

    [Fact]
    public async Task A_bad_message_goes_to_the_error_queue_with_its_reason_and_blocks_nothing()
    {
        var address = await broker.MakeVirtualHost();
        await using var billing = await ForeignEndpoint.Connect(address);
        await billing.Declare(Queue);
        await using var service = await Start(address);

        await billing.SendPlain(Queue, "1", "not JSON");
        await billing.SendPlain(Queue, "2", Invoice(new string('x', 21), 100));
        await billing.SendPlain(Queue, "3", Invoice("I-3", -1));
        await billing.SendPlain(Queue, "4", "");
        await billing.SendPlain(Queue, "5", Invoice("I-5", 500));

        await Until(service, "select count(*) = 1 from invoice");
        await Until(service, "select count(*) = 4 from tdp.held_message where state = 'failed'");
        await UntilEmpty(service, billing);
        var failed = (await service.Client(Role.PlatformMaintenance).Page(new ListFailedMessages())).Items;
        failed.Select(f => f.Cause).ShouldBe(
            ["unreadable_body", "unreadable_body", "unreadable_body", "orders.invoice_not_positive"], ignoreOrder: true);
        failed.Select(f => f.Source).Distinct().ShouldBe([Queue]);
        failed.Select(f => f.Type).Distinct().ShouldBe([typeof(InvoiceWritten).FullName]);
        // After a correction, a replay handles it.
        var negative = failed.Single(f => f.Cause == "orders.invoice_not_positive").Id;
        var maintenance = service.Client(Role.PlatformMaintenance);
        var copy = await maintenance.Send(new EditMessage(negative, Invoice("I-3", 300)));
        await maintenance.Send(new ReplayMessage(copy.Id));
        await Until(service, "select count(*) = 1 from invoice where number = 'I-3'");
    }

    [Fact]
    public async Task A_queue_that_is_missing_holds_up_nothing_and_is_read_when_it_is_there()
    {
        var address = await broker.MakeVirtualHost();
        await using var billing = await ForeignEndpoint.Connect(address);
        await using var service = await Start(address);
        await UntilLogged(service, "can't be read now");

        await billing.Declare("orders");
        await billing.SendPlain("orders", Guid.NewGuid().ToString(), """{"product":"tea"}""", "Acme.Sales.PriceAsked");
        await Until(service, "select count(*) = 1 from tdp.held_message where cause = 'orders.no_price'");
        await billing.Declare(Queue);
        await billing.SendPlain(Queue, "1", Invoice("I-1", 100));

        await Until(service, "select count(*) = 1 from invoice");
        // It is deleted, and made again.
        await billing.Delete(Queue);
        await UntilLogged(service, "stopped sending messages");
        await billing.Declare(Queue);
        await billing.SendPlain(Queue, "2", Invoice("I-2", 100));
        await Until(service, "select count(*) = 2 from invoice");
    }

    [Fact]
    public async Task A_test_publishes_the_event_without_a_broker()
    {
        await using var service = await TestService.Start("orders", OrdersService.Create);

        (await service.Publish(new InvoiceWritten(CustomerId.Parse("acme"), "I-1", 100))).ShouldBe(EventOutcome.Handled);

        (await service.Database.Scalar<long>("select count(*) from invoice")).ShouldBe(1);
    }

    private static string Invoice(string number, long amount) => $$"""{"customer":"acme","invoice":"{{number}}","amount":{{amount}}}""";

    private static Task<TestService> Start(string address) =>
        TestService.Start("orders", OrdersService.Create, [$"ConnectionStrings:messages-rabbitmq={address}"]);

    private static Task UntilEmpty(TestService service, ForeignEndpoint endpoint) =>
        Until(service, async () => await endpoint.Count(Queue) == 0, $"'{Queue}' is empty.");

    private static Task UntilLogged(TestService service, string text) => Until(
        service, () => Task.FromResult(service.Log.Lines.Any(line => line.Contains(text, StringComparison.Ordinal))), $"The log says '{text}'.");

    private static Task Until(TestService service, string isSo) => Until(service, () => service.Database.Scalar<bool>(isSo), isSo);

    private static async Task Until(TestService service, Func<Task<bool>> isSo, string what)
    {
        var limit = DateTime.UtcNow.AddMinutes(1);
        while (!await isSo())
        {
            DateTime.UtcNow.ShouldBeLessThan(limit, $"{what}\n{string.Join('\n', service.Log.Lines.TakeLast(10))}");
            service.Time.Advance(Faster);
            await Task.Delay(20);
        }
    }
}
