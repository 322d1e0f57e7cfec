using TestDigitalPlatform.Maintenance;
using TestDigitalPlatform.RabbitMq.Tests.Broker;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.RabbitMq.Tests.Orders;

/// <summary>A whole service beside endpoints of NServiceBus and its tools.</summary>
public sealed class NServiceBusTests(TestBroker broker)
{
    private static readonly TimeSpan Faster = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task A_saga_gets_the_reply_and_others_the_event_of_the_same_conversation()
    {
        var address = await broker.MakeVirtualHost();
        await using var sales = await ForeignEndpoint.Connect(address);
        await sales.Declare("Sales");
        await using var service = await Start(address);
        await service.Database.Scalar<long>("insert into price values ('tea', 450) returning amount");

        await sales.Send("orders", Asked("tea", new()
        {
            ["NServiceBus.ReplyToAddress"] = "Sales",
            ["NServiceBus.ConversationId"] = "conversation-1",
            ["NServiceBus.CorrelationId"] = "correlation-1",
            ["NServiceBus.OriginatingSagaId"] = "0d7e5b38-6b1e-4dd1-8b7d-0a3f6a3b9a52",
            ["NServiceBus.OriginatingSagaType"] = "Acme.Sales.OrderSaga, Acme.Sales",
            ["baggage"] = "plan=basic",
        }), """{"product":"tea"}""");
        var reply = await sales.Receive("Sales", () => service.Time.Advance(Faster));

        reply.Text.ShouldBe("""{"product":"tea","amount":450}""");
        reply.Type.ShouldBe("Acme.Sales.PriceTold");
        reply.Headers["NServiceBus.MessageIntent"].ShouldBe("Reply");
        reply.Headers["NServiceBus.SagaId"].ShouldBe("0d7e5b38-6b1e-4dd1-8b7d-0a3f6a3b9a52");
        reply.Headers["NServiceBus.SagaType"].ShouldBe("Acme.Sales.OrderSaga, Acme.Sales");
        reply.Headers["NServiceBus.RelatedTo"].ShouldBe("question-tea");
        reply.Headers["NServiceBus.ConversationId"].ShouldBe("conversation-1");
        reply.Headers["NServiceBus.CorrelationId"].ShouldBe("correlation-1");
        reply.Headers["NServiceBus.ReplyToAddress"].ShouldBe("orders");
        reply.Headers.ShouldNotContainKey("Tdp.Key");
        (await service.Events()).Select(e => e.GetType().Name).ShouldBe([nameof(PriceSeen), nameof(PriceTold)]);
    }

    [Fact]
    public async Task A_reply_to_nobody_is_dropped_with_an_error_and_what_follows_goes_on()
    {
        var address = await broker.MakeVirtualHost();
        await using var sales = await ForeignEndpoint.Connect(address);
        await sales.Declare("Sales");
        await using var service = await Start(address);
        await service.Database.Scalar<long>("insert into price values ('tea', 450) returning amount");

        await sales.Send("orders", Asked("tea", new() { ["NServiceBus.ReplyToAddress"] = "Gone" }, "1"), """{"product":"tea"}""");
        await sales.Send(
            "orders", Asked("tea", new() { ["NServiceBus.ReplyToAddress"] = new string('x', 300) }, "2"), """{"product":"tea"}""");
        await sales.Send("orders", Asked("tea", new() { ["NServiceBus.ReplyToAddress"] = "Sales" }, "3"), """{"product":"tea"}""");

        (await sales.Receive("Sales", () => service.Time.Advance(Faster))).Headers["NServiceBus.RelatedTo"].ShouldBe("question-3");
        await Until(service, "select count(*) = 0 from tdp.outbox");
        service.Log.Lines.Count(line => line.Contains("was dropped", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_failure_is_in_the_error_queue_and_a_retry_of_ServiceControl_settles_it()
    {
        var address = await broker.MakeVirtualHost();
        await using var tools = await ForeignEndpoint.Connect(address);
        // ServiceControl may have made its queue in another way.
        await tools.Declare("error", isQuorum: false);
        await using var service = await Start(address);
        await tools.Send("orders", Asked("tea", new() { ["Acme.Note"] = "kept" }), """{"product":"tea"}""");

        var failed = await tools.Receive("error", () => service.Time.Advance(Faster));

        failed.Text.ShouldBe("""{"product":"tea"}""");
        failed.Id.ShouldBe("question-tea");
        failed.Headers["NServiceBus.FailedQ"].ShouldBe("orders");
        failed.Headers["NServiceBus.ProcessingEndpoint"].ShouldBe("orders");
        failed.Headers["NServiceBus.ExceptionInfo.ExceptionType"].ShouldBe("orders.no_price");
        failed.Headers["NServiceBus.ExceptionInfo.Message"].ShouldBe("The product has no price.");
        failed.Headers["Acme.Note"].ShouldBe("kept");
        var shown = await service.Client(Role.PlatformMaintenance).Page(new ListFailedMessages());
        var whole = await service.Client(Role.PlatformMaintenance).Query(new GetFailedMessage(shown.Items.Single().Id));
        whole.Headers.ShouldContain("\"Acme.Note\":\"kept\"");

        // A retry that fails again is the same failure.
        await tools.Send("orders", Retried(failed), failed.Text);
        var again = await tools.Receive("error", () => service.Time.Advance(Faster));
        again.Headers["ServiceControl.Retry.UniqueMessageId"].ShouldBe(failed.Headers["ServiceControl.Retry.UniqueMessageId"]);

        await service.Database.Scalar<long>("insert into price values ('tea', 450) returning amount");
        await tools.Send("orders", Retried(again), again.Text);
        var acknowledged = await tools.Receive("error", () => service.Time.Advance(Faster));
        var audited = await tools.Receive("audit", () => service.Time.Advance(Faster));

        acknowledged.Body.ShouldBeEmpty();
        acknowledged.Headers.Keys.ShouldBe(
            ["ServiceControl.Retry.Successful", "ServiceControl.Retry.UniqueMessageId", "NServiceBus.ControlMessage"], ignoreOrder: true);
        acknowledged.Headers["ServiceControl.Retry.UniqueMessageId"].ShouldBe(failed.Headers["ServiceControl.Retry.UniqueMessageId"]);
        acknowledged.Headers["NServiceBus.ControlMessage"].ShouldBe("True");
        audited.Id.ShouldBe("question-tea");
        audited.Headers["ServiceControl.Retry.AcknowledgementSent"].ShouldBe("true");
        audited.Headers["NServiceBus.ProcessingEndpoint"].ShouldBe("orders");
        (await service.Database.Scalar<long>("select count(*) from tdp.held_message")).ShouldBe(0);
    }

    [Fact]
    public async Task A_replay_in_the_services_own_error_queue_settles_the_failure_in_ServiceControl()
    {
        var address = await broker.MakeVirtualHost();
        await using var tools = await ForeignEndpoint.Connect(address);
        await using var service = await Start(address);
        await tools.Send("orders", Asked("tea", new()), """{"product":"tea"}""");
        var failed = await tools.Receive("error", () => service.Time.Advance(Faster));
        await service.Database.Scalar<long>("insert into price values ('tea', 450) returning amount");
        var maintenance = service.Client(Role.PlatformMaintenance);

        await maintenance.Send(new ReplayMessage((await maintenance.Page(new ListFailedMessages())).Items.Single().Id));
        var acknowledged = await tools.Receive("error", () => service.Time.Advance(Faster));

        acknowledged.Headers["ServiceControl.Retry.UniqueMessageId"].ShouldBe(failed.Headers["ServiceControl.Retry.UniqueMessageId"]);
        acknowledged.Headers.ShouldContainKey("ServiceControl.Retry.Successful");
    }

    [Fact]
    public async Task An_exception_is_told_with_its_type_and_stack_after_the_last_attempt()
    {
        var address = await broker.MakeVirtualHost();
        await using var tools = await ForeignEndpoint.Connect(address);
        await using var service = await Start(address, "Platform:Messages:DelayedRetries=0", "Platform:Messages:ImmediateRetries=0");
        await tools.Send("orders", Asked("broken", new()), """{"product":"broken"}""");

        var failed = await tools.Receive("error", () => service.Time.Advance(Faster));

        failed.Headers["NServiceBus.ExceptionInfo.ExceptionType"].ShouldBe("System.InvalidOperationException");
        failed.Headers["NServiceBus.ExceptionInfo.Message"].ShouldBe("The price list is torn.");
        failed.Headers["NServiceBus.ExceptionInfo.StackTrace"].ShouldContain(nameof(PriceAskedHandler));
        failed.Headers["NServiceBus.TimeOfFailure"].Length.ShouldBe(28);
    }

    private async Task<TestService> Start(string address, params string[] settings)
    {
        var service = await TestService.Start(
            "orders", OrdersService.Create,
            [
                $"ConnectionStrings:messages-rabbitmq={address}", "Platform:RabbitMq:ErrorQueue=error", "Platform:RabbitMq:AuditQueue=audit",
                .. settings,
            ]);
        var limit = DateTime.UtcNow.AddMinutes(1);
        while (!(await broker.Ask("bindings", address)).EnumerateArray().Any(binding =>
            binding.GetProperty("destination").GetString() == "orders" && binding.GetProperty("source").GetString() == "orders"))
        {
            DateTime.UtcNow.ShouldBeLessThan(limit, "The service has its queue within a minute.");
            await Task.Delay(50);
        }

        return service;
    }

    private static Dictionary<string, string> Asked(string product, Dictionary<string, string> headers, string? id = null) => new(headers)
    {
        ["NServiceBus.MessageId"] = $"question-{id ?? product}",
        ["NServiceBus.EnclosedMessageTypes"] = "Acme.Sales.PriceAsked, Acme.Sales, Version=1.0.0.0",
        ["NServiceBus.OriginatingEndpoint"] = "Sales",
        ["NServiceBus.TimeSent"] = "2026-11-30 10:00:00:000000 Z",
    };

    // As ServiceControl sends a failed message again.
    private static Dictionary<string, string> Retried(ForeignMessage failed)
    {
        string[] gone = ["NServiceBus.Retries", "NServiceBus.FailedQ", "NServiceBus.TimeOfFailure", "NServiceBus.ExceptionInfo."];
        return new(failed.Headers.Where(h => !gone.Any(name => h.Key.StartsWith(name, StringComparison.Ordinal))))
        {
            ["ServiceControl.Retry.UniqueMessageId"] = failed.Headers["ServiceControl.Retry.UniqueMessageId"],
            ["ServiceControl.Retry.AcknowledgementQueue"] = "error",
        };
    }

    private static async Task Until(TestService service, string isSo)
    {
        var limit = DateTime.UtcNow.AddMinutes(1);
        while (!await service.Database.Scalar<bool>(isSo))
        {
            DateTime.UtcNow.ShouldBeLessThan(limit, isSo);
            service.Time.Advance(Faster);
        }
    }
}
