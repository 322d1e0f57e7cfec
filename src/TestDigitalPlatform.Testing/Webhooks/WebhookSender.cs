using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Hosting.Webhooks;
using TestDigitalPlatform.Webhooks;

namespace TestDigitalPlatform.Testing.Webhooks;

/// <summary>Sends signed webhooks to the service under test, and hears how their handling ended.</summary>
internal sealed class WebhookSender(TestService service, TimeSpan limit)
{
    private static readonly JsonSerializerOptions Json = PlatformJson.Options;

    internal Task<EventOutcome> Post(IEvent @event, string? customer, string? id)
    {
        var declared = IncomingWebhook.DeclaredBy(@event.GetType()) ?? throw new ArgumentException(
            $"'{@event.GetType().Name}' has no [OnWebhook]: publish it with Publish(…).", nameof(@event));
        var body = JsonSerializer.Serialize(@event, @event.GetType(), Json);
        if (declared.Type is { } type)
            body = $$"""{"type":{{JsonSerializer.Serialize(type)}},"timestamp":"{{service.Time.Now:O}}","data":{{body}}}""";
        return Post(declared.Path.Replace(IncomingWebhook.CustomerPart, customer, StringComparison.Ordinal), body, id);
    }

    internal async Task<EventOutcome> Post(string path, string json, string? id)
    {
        id ??= $"msg_{Guid.NewGuid():N}";
        var message = WebhookIntake.MessageOf(SourceOf(path), id);
        var before = await Stored(path, id);
        var handled = service.Publisher.Next(message);
        using var client = service.Anonymous();
        using var request = Request(path, json, id);
        using var response = await client.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new TestFailedException($"The webhook {path} was refused with {(int)response.StatusCode}: {answer}");
        if (before || !await Stored(path, id))
            return EventOutcome.Repeated;
        try
        {
            return await handled.WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            throw new TestFailedException($"The webhook {path} was stored, and not handled within {limit.TotalSeconds:0} s.");
        }
    }

    private HttpRequestMessage Request(string path, string json, string id)
    {
        var key = service.Services.GetRequiredService<WebhookKey>();
        return new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
            Headers =
            {
                { WebhookHeaders.Id, id },
                { WebhookHeaders.Timestamp, service.Time.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) },
                { WebhookHeaders.Signature, key.Sign(id, service.Time.Now, json) },
            },
        };
    }

    private async Task<bool> Stored(string path, string id) => await service.Database.Scalar<long>(
        $"select count(*) from tdp.webhook_receipt where webhook = '{SourceOf(path)}' and id = '{id.Replace("'", "''", StringComparison.Ordinal)}'") > 0;

    // As the service names it: with the customer, if that is in the path.
    private string SourceOf(string path)
    {
        var segments = path.Trim('/').Split('/');
        var webhook = service.Services.GetRequiredService<IReadOnlyList<IncomingWebhook>>()
            .FirstOrDefault(w => w.Path.EndsWith("/" + segments[^1], StringComparison.Ordinal));
        if (webhook is not { IsOfCustomer: true })
            return segments[^1];
        var at = Array.IndexOf(webhook.Path.Trim('/').Split('/'), IncomingWebhook.CustomerPart);
        return $"{webhook.Name}/{segments[at]}";
    }
}
