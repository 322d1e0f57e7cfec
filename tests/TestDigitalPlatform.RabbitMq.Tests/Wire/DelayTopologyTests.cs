using System.Globalization;
using System.Text.Json;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.RabbitMq.Tests.Broker;
using TestDigitalPlatform.RabbitMq.Tests.Transport;

namespace TestDigitalPlatform.RabbitMq.Tests.Wire;

/// <summary>Delayed messages, as endpoints of NServiceBus send them.</summary>
public sealed class DelayTopologyTests(TestBroker broker)
{
    [Fact]
    public async Task The_delay_queues_are_those_of_NServiceBus_and_hold_each_message_in_the_level_of_its_highest_bit()
    {
        await using var queues = new RabbitMqQueues(broker);
        var address = await queues.ConnectionString();
        var orders = queues.As("orders", new RabbitMqOptions { DelayQueues = true }, address);
        await orders.Open(["Acme.PriceAsked"], default);
        await orders.Open(["Acme.PriceAsked"], default);
        await using var sales = await ForeignEndpoint.Connect(address);

        foreach (var seconds in (int[])[0, 1, 10, 3_600, (1 << 28) - 1])
            await sales.SendDelayed(
                "orders", seconds, new() { ["NServiceBus.MessageId"] = $"{seconds}", ["NServiceBus.EnclosedMessageTypes"] = "Acme.PriceAsked" },
                "{}");

        // 10 s are 8 and then 2; 3,600 s begin with 2,048.
        (await sales.Count("nsb.v2.delay-level-03")).ShouldBe(1u);
        (await sales.Count("nsb.v2.delay-level-11")).ShouldBe(1u);
        (await sales.Count("nsb.v2.delay-level-27")).ShouldBe(1u);
        var came = new List<string?>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (came.Count < 2)
        {
            await using var block = await orders.Receive(10, limit.Token);
            came.AddRange(block?.Messages.Select(m => m.Headers["NServiceBus.MessageId"]) ?? []);
            block?.Messages.ShouldAllBe(m => m.Type == "Acme.PriceAsked" && !m.Headers.All.ContainsKey("x-death"));
            if (block is not null)
                await block.Complete(default);
        }

        came.Order().ShouldBe(["0", "1"]);
        (await Arguments(address)).ShouldBe(Enumerable.Range(0, 28).Select(level =>
            $"nsb.v2.delay-level-{level:00} dead-letter-exchange={(level == 0 ? "nsb.v2.delay-delivery" : $"nsb.v2.delay-level-{level - 1:00}")} "
            + $"dead-letter-strategy=at-least-once message-ttl={(1L << level) * 1_000} overflow=reject-publish queue-type=quorum"));
        (await Bindings(address)).ShouldBe(Golden().Order(StringComparer.Ordinal));
    }

    // Written out from the description of NServiceBus' infrastructure, not from the code that makes it.
    private static IEnumerable<string> Golden()
    {
        yield return "nsb.v2.delay-delivery > exchange orders '#.orders'";
        for (var level = 27; level >= 0; level--)
        {
            var stars = string.Concat(Enumerable.Repeat("*.", 27 - level));
            var name = string.Create(CultureInfo.InvariantCulture, $"nsb.v2.delay-level-{level:00}");
            var next = level == 0 ? "nsb.v2.delay-delivery" : string.Create(CultureInfo.InvariantCulture, $"nsb.v2.delay-level-{level - 1:00}");
            yield return $"{name} > queue {name} '{stars}1.#'";
            yield return $"{name} > exchange {next} '{stars}0.#'";
        }
    }

    private async Task<IEnumerable<string>> Arguments(string address) =>
        (from queue in (await broker.Ask("queues", address)).EnumerateArray()
         let name = Text(queue, "name")
         where name.StartsWith("nsb.", StringComparison.Ordinal)
         let arguments = queue.GetProperty("arguments").EnumerateObject().Select(a => $"{a.Name[2..]}={a.Value}").Order(StringComparer.Ordinal)
         select $"{name} {string.Join(' ', arguments)}").Order(StringComparer.Ordinal);

    private async Task<IEnumerable<string>> Bindings(string address) =>
        (from binding in (await broker.Ask("bindings", address)).EnumerateArray()
         where Text(binding, "source").StartsWith("nsb.", StringComparison.Ordinal)
         select $"{Text(binding, "source")} > {Text(binding, "destination_type")} {Text(binding, "destination")} '{Text(binding, "routing_key")}'")
        .Order(StringComparer.Ordinal);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
