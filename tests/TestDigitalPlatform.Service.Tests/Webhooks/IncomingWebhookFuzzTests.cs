using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Webhooks;

/// <summary>Whatever anybody sends to a webhook is answered, and never with a failure of the service.</summary>
public sealed class IncomingWebhookFuzzTests(IncomingWebhookTests.Running running) : IClassFixture<IncomingWebhookTests.Running>
{
    private static readonly string[] Paths = ["/hooks/billing", "/hooks/acme/tickets", "/hooks/globex/tickets", "/hooks/nobody/tickets", "/hooks/%C3%A4%00/tickets"];

    private static readonly string[] Bodies =
    [
        "", "null", "[]", "{}", "\"text\"", "17", "{", "{\"customer\":\"acme\",\"invoice\":\"I\",\"cents\":1}",
        "{\"customer\":\"ACME!\",\"invoice\":\"I\",\"cents\":1}", "{\"customer\":null,\"invoice\":null,\"cents\":null}",
        "{\"customer\":\"acme\",\"invoice\":\"\\u0000\",\"cents\":1}", "{\"customer\":\"acme\",\"invoice\":\"\\ud800\",\"cents\":1}",
        "{\"customer\":\"acme\",\"invoice\":\"I\",\"cents\":1e400}", "{\"type\":\"ticket.opened\",\"data\":{\"ticket\":\"T\"}}",
        "{\"type\":\"ticket.opened\",\"data\":null}", "{\"type\":7,\"data\":{}}", "{\"type\":\"ticket.opened\"}", "{\"type\":\"ticket.opened\",\"data\":{\"ticket\":\"\\u0000\"}}",
    ];

    [Fact]
    public Task Each_random_message_is_answered() => Run(400);

    [Fact]
    [Trait("Form", "Long")]
    public Task So_are_very_many() => Run(100_000);

    private async Task Run(int count)
    {
        using var client = running.Service.Anonymous();
        var random = new Random(20_261_201);
        var answers = new Dictionary<int, int>();
        for (var i = 0; i < count; i++)
        {
            using var message = Message(random);
            var sent = $"{message.RequestUri} {string.Join(' ', message.Headers)}";
            using var answer = await client.SendAsync(message);
            ((int)answer.StatusCode).ShouldBeInRange(200, 499, $"{i}: {sent}");
            answers[(int)answer.StatusCode] = answers.GetValueOrDefault((int)answer.StatusCode) + 1;
        }

        // It says something only if some were taken and some refused.
        new[] { 202, 400, 403 }.Except(answers.Keys).ShouldBeEmpty();
    }

    private HttpRequestMessage Message(Random random)
    {
        var (path, body) = (Pick(random, Paths), Body(random));
        var id = random.Next(8) == 0 ? Text(random) : $"msg_{random.NextInt64():x}";
        var seconds = running.Service.Time.Now.ToUnixTimeSeconds() + (random.Next(6) == 0 ? random.Next(-1_000, 1_000) : 0);
        var timestamp = random.Next(8) == 0 ? Text(random) : seconds.ToString(CultureInfo.InvariantCulture);
        var secret = path.Contains("acme", StringComparison.Ordinal) ? Sender.OfAcme
            : path.Contains("globex", StringComparison.Ordinal) ? Sender.OfGlobex : Sender.Secret;
        var signature = random.Next(4) == 0 ? Text(random) : Sender.Sign(secret, id, seconds, Encoding.UTF8.GetString(body));
        var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = random.Next(10) == 0 ? null : new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in new[] { ("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", signature) })
        {
            if (random.Next(20) > 0)
                message.Headers.TryAddWithoutValidation(name, value);
            if (random.Next(20) == 0)
                message.Headers.TryAddWithoutValidation(name, Text(random));
        }

        return message;
    }

    private static byte[] Body(Random random)
    {
        if (random.Next(4) > 0)
            return Encoding.UTF8.GetBytes(Pick(random, Bodies));
        var bytes = new byte[random.Next(300)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Text(Random random) => random.Next(7) switch
    {
        0 => "",
        1 => "0",
        2 => "-1",
        3 => "99999999999999999999",
        4 => "v1,",
        5 => new string('x', random.Next(1, 3_000)),
        _ => string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => (char)random.Next(33, 127))),
    };

    private static T Pick<T>(Random random, T[] all) => all[random.Next(all.Length)];
}
