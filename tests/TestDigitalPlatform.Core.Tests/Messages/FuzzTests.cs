using System.Text;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Core.Tests.Messages;

public sealed class FuzzTests
{
    private static readonly string[] Texts =
    [
        "", " ", "k", "acme", "\0", "a\0b", "\uD800", "{}", "{\"", "[1]", "{\"a\":1e99}", "{\"a\":{}}", new('x', 5_000), "Ünïcödé\u2028",
        typeof(Noted).FullName!, typeof(Counted).FullName!, typeof(Everywhere).FullName!, "00-0-0-0", "'; drop table task; --",
    ];

    [Fact]
    public Task Any_message_comes_to_an_end() => Run(400);

    [Fact]
    [Trait("Form", "Long")]
    public Task So_do_very_many() => Run(100_000);

    private static async Task Run(int messages)
    {
        await using var service = await HandlingService.Start(configure: o => (o.ImmediateRetries, o.DelayedRetries) = (0, 0));
        var random = new Random(20261130);
        var ends = new Dictionary<string, int>();
        for (var i = 0; i < messages; i++)
        {
            var end = await service.Process(Message(random));
            foreach (var each in end.Split(", "))
                ends[each] = ends.GetValueOrDefault(each) + 1;
        }

        ends.Keys.ShouldBeSubsetOf(["handled", "repeated", "waiting", "failed"]);
        ends["failed"].ShouldBeGreaterThan(0);
        ends["handled"].ShouldBeGreaterThan(0);
    }

    private static TransportMessage Message(Random random)
    {
        var key = Text(random);
        // Half of them can be handled, or nearly.
        var body = random.Next(2) == 0
            ? Encoding.UTF8.GetBytes($$"""{"key":"k","title":"t{{random.Next()}}"}""")
            : Bytes(random);
        return new TransportMessage(
            Guid.NewGuid(), random.Next(2) == 0 ? Texts[14] : Text(random), Text(random), random.Next(5) == 0 ? null : key,
            random.NextInt64(long.MinValue, long.MaxValue), random.Next(3) == 0 ? Text(random) : "{}",
            random.Next(2) == 0 ? "acme" : Text(random), Time(random), Text(random), body)
        {
            Headers = MessageHeaders.Of(
                Enumerable.Range(0, random.Next(5)).Select(_ => KeyValuePair.Create(Name(random), (string?)Text(random)))),
        };
    }

    private static string Name(Random random) => random.Next(3) switch
    {
        0 => "tracestate",
        1 => "baggage",
        _ => Text(random),
    };

    private static string Text(Random random) => Texts[random.Next(Texts.Length)];

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static DateTimeOffset Time(Random random) => random.Next(4) switch
    {
        0 => DateTimeOffset.MinValue,
        1 => DateTimeOffset.UtcNow.AddYears(100),
        2 => DateTimeOffset.UnixEpoch,
        _ => DateTimeOffset.UtcNow,
    };
}
