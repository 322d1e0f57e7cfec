using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tdp.Commands;
using Tdp.Webhooks;
using TestDigitalPlatform.Hosting.Webhooks;

namespace Tdp.Tests;

public sealed class ReceiveWebhooksTests
{
    private const string Body = """{"type":"request.submitted","data":{"title":"Printer on fire"}}""";

    private static readonly string Secret = WebhookKey.Create();
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void A_message_is_believed_when_the_secret_has_signed_all_of_it()
    {
        var key = WebhookKey.Read(Secret)!;
        var message = Signed(key, Now, Body);

        message.WhyNot(key, Now).ShouldBeNull();
        (message with { Signatures = $"v1,other {message.Signatures}" }).WhyNot(key, Now).ShouldBeNull();

        message.WhyNot(WebhookKey.Read(WebhookKey.Create())!, Now).ShouldBe("The signature does not match the secret.");
        (message with { Body = Body + " " }).WhyNot(key, Now).ShouldNotBeNull();
        (message with { Id = "msg_2" }).WhyNot(key, Now).ShouldNotBeNull();
        (message with { Id = null }).WhyNot(key, Now)!.ShouldContain("is missing");
        (message with { Timestamp = "9999999999999999" }).WhyNot(key, Now)!.ShouldContain("not a number of seconds");
        message.WhyNot(key, Now.AddMinutes(6))!.ShouldContain("five minutes");
    }

    [Fact]
    public async Task What_comes_is_answered_and_printed()
    {
        var (key, output, port) = (WebhookKey.Read(Secret)!, new StringWriter(), FreePort());
        using var stop = new CancellationTokenSource();
        using var receiver = new WebhookReceiver(port, key, TextWriter.Synchronized(output), TimeProvider.System);
        var running = receiver.Run(stop.Token);
        using var sender = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };

        (await Send(sender, Signed(key, DateTimeOffset.UtcNow, Body))).ShouldBe(HttpStatusCode.NoContent);
        (await Send(sender, Signed(key, DateTimeOffset.UtcNow, Body) with { Body = "{}" })).ShouldBe(HttpStatusCode.Forbidden);
        (await Send(sender, Signed(key, DateTimeOffset.UtcNow, new string('x', 2_000_000)))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await sender.GetAsync(new Uri("", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        await stop.CancelAsync();
        await running;

        var text = output.ToString();
        text.ShouldContain("verified  msg_1");
        text.ShouldContain("Printer on fire");
        text.ShouldContain("refused: The signature does not match the secret.");
        text.ShouldNotContain(Secret);
    }

    [Fact]
    public void The_secret_comes_from_the_environment_or_else_from_the_input()
    {
        var message = Signed(WebhookKey.Read(Secret)!, Now, Body);

        message.WhyNot(ReceiveWebhooksCommand.ReadKey(Secret, TextReader.Null, true, TextWriter.Null), Now).ShouldBeNull();
        message.WhyNot(ReceiveWebhooksCommand.ReadKey(null, new StringReader(Secret + "\n"), true, TextWriter.Null), Now).ShouldBeNull();
        Should.Throw<StepFailedException>(() => ReceiveWebhooksCommand.ReadKey("short", TextReader.Null, true, TextWriter.Null))
            .Message.ShouldNotContain("short");
    }

    private static SignedMessage Signed(WebhookKey key, DateTimeOffset at, string body) => new(
        "msg_1", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        key.Sign("msg_1", DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds()), body), body);

    private static async Task<HttpStatusCode> Send(HttpClient sender, SignedMessage message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "hook")
        {
            Content = new StringContent(message.Body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", message.Timestamp);
        request.Headers.Add("webhook-signature", message.Signatures);
        using var response = await sender.SendAsync(request);
        return response.StatusCode;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
