using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using TestDigitalPlatform.Maintenance;
using TestDigitalPlatform.RabbitMq.Tests.Broker;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.RabbitMq.Tests.Orders;

/// <summary>A whole service on a real broker.</summary>
public sealed class BrokerLossTests(TestBroker broker)
{
    // For each look: the loops' pauses are over sooner, and no handler runs out of time.
    private static readonly TimeSpan Faster = TimeSpan.FromMilliseconds(20);

    // Long: after kill -9 RabbitMQ 3.10.8 sometimes never elects the leader of a queue, and its events then stay in the outbox.
    [Fact]
    [Trait("Form", "Long")]
    public async Task Commands_are_accepted_while_the_broker_is_down_and_all_events_take_effect_once_after()
    {
        var address = await broker.MakeVirtualHost();
        await using var service = await OrdersService.Start(broker, address);
        using var ann = service.SignIn(Role.CustomerUser, "acme", "ann");
        await Place(ann, 20);
        await Until(service, seen: 20);
        await UntilHealth(service, "healthy healthy");

        await broker.Kill();
        await Place(ann, 20);
        await UntilHealth(service, "degraded degraded");
        (await service.Database.Scalar<long>("select count(*) from tdp.outbox")).ShouldBe(20);
        await broker.Start();
        await Until(service, seen: 40);
        await Place(ann, 5);

        await Until(service, seen: 45);
        (await service.Database.Scalar<long>("select count(distinct id) from seen")).ShouldBe(45);
        (await service.Database.Scalar<long>("select count(*) from tdp.held_message")).ShouldBe(0);
        await UntilHealth(service, "healthy healthy");
    }

    [Fact]
    public async Task What_nobody_understands_goes_to_the_error_queue_and_no_further()
    {
        var address = await broker.MakeVirtualHost();
        await using var service = await OrdersService.Start(broker, address, "Platform:Messages:DelayedRetries=0");
        using var ann = service.SignIn(Role.CustomerUser, "acme", "ann");
        await Place(ann, 1);
        await Until(service, seen: 1);

        await PublishForeign(address,
            (new BasicProperties(), "no headers at all"u8.ToArray()),
            (new BasicProperties { MessageId = "1", Type = "Acme.Unknown" }, "{}"u8.ToArray()),
            (new BasicProperties { MessageId = "2", Type = typeof(OrderPlaced).FullName! }, "{]"u8.ToArray()),
            (new BasicProperties { MessageId = "2", Type = typeof(OrderPlaced).FullName! }, "{]"u8.ToArray()));

        await Until(service, "select count(*) >= 3 from tdp.held_message where state = 'failed'");
        await Until(service, "select count(*) = 0 from tdp.held_message where state <> 'failed'");
        await Place(ann, 1);
        await Until(service, seen: 2);
        var failed = await service.Client(Role.PlatformMaintenance).Page(new ListFailedMessages());
        failed.Items.Select(m => m.Cause).Order().ShouldBe(["unknown_type", "unknown_type", "unreadable_body"]);
    }

    private static async Task Place(HttpClient ann, int count)
    {
        for (var i = 0; i < count; i++)
            (await ann.PostAsJsonAsync("/orders", new { })).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task UntilHealth(TestService service, string expected)
    {
        using var anyone = service.Anonymous();
        var limit = DateTime.UtcNow.AddSeconds(30);
        while (true)
        {
            var report = JsonDocument.Parse(await anyone.GetStringAsync("/health/ready")).RootElement;
            var health = $"{report.GetProperty("status").GetString()} {report.GetProperty("checks").GetProperty("messages").GetString()}";
            if (health == expected)
                return;
            if (DateTime.UtcNow > limit)
                health.ShouldBe(expected);
            service.Time.Advance(Faster);
        }
    }

    private static Task Until(TestService service, int seen) =>
        Until(service, $"select count(*) = {seen} from seen");

    // What waits before it tries again waits by the test's time, which also runs by itself.
    private static async Task Until(TestService service, string isSo)
    {
        var limit = DateTime.UtcNow.AddMinutes(2);
        while (!await service.Database.Scalar<bool>(isSo))
        {
            if (DateTime.UtcNow > limit)
            {
                var state = await service.Database.Scalar<string>("""
                    select format('%s seen, %s in the outbox, held: %s', (select count(*) from seen), (select count(*) from tdp.outbox),
                        (select string_agg(state || ' ' || coalesce(error, ''), '; ') from tdp.held_message))
                    """);
                Assert.Fail($"Not so within two minutes: {isSo}. {state}\n{string.Join('\n', service.Log.Lines.TakeLast(10))}");
            }

            service.Time.Advance(Faster);
        }
    }

    private static async Task PublishForeign(string address, params (BasicProperties Properties, byte[] Body)[] messages)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        foreach (var (properties, body) in messages)
            await channel.BasicPublishAsync("orders", "", mandatory: true, properties, body);
    }
}
