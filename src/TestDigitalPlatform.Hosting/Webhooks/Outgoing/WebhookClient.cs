using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using TestDigitalPlatform.Hosting.Outbound;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Hosting.Webhooks.Outgoing;

/// <summary>How an attempt to deliver ended.</summary>
/// <param name="Status">The HTTP status, if there was an answer.</param>
/// <param name="Answer">The beginning of the answer's body.</param>
/// <param name="Error">Why there was none.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone.</param>
internal sealed record DeliveryAnswer(HttpStatusCode? Status, string? Answer = null, string? Error = null, TimeSpan? RetryAfter = null)
{
    internal bool IsTaken => Status is { } status && (int)status is >= 200 and < 300;

    internal bool IsGone => Status is HttpStatusCode.Gone;
}

/// <summary>Sends deliveries. Whatever the receiver does, it is done with within the time limit and a few kilobytes.</summary>
internal sealed class WebhookClient(
    AddressRules rules, WebhookDeliveryOptions options, MessageService service, TimeProvider time) : IDisposable
{
    private const int MaxAnswer = 1_000;

    // For the answer's body, once the status is known.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(2);

    private readonly HttpMessageInvoker client = new(GuardedHandler.Create(
        rules, static (host, cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken), options.MaxConcurrent));

    internal async Task<DeliveryAnswer> Send(ClaimedDelivery delivery, CancellationToken cancellationToken)
    {
        using var span = Begin(delivery);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        var answer = await Send(delivery, span, limit.Token, cancellationToken);
        if (answer.Status is { } status)
            span?.SetTag("http.response.status_code", (int)status);
        if (!answer.IsTaken)
            span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", answer.Error ?? $"{(int?)answer.Status}");
        return answer;
    }

    public void Dispose() => client.Dispose();

    private async Task<DeliveryAnswer> Send(
        ClaimedDelivery delivery, Activity? span, CancellationToken limit, CancellationToken stopping)
    {
        if (Sign(delivery, time.GetUtcNow()) is not { } signed)
            return new DeliveryAnswer(null, Error: "no_secret");
        try
        {
            using var request = Request(delivery, signed, span);
            using var response = await client.SendAsync(request, limit);
            return new DeliveryAnswer(
                response.StatusCode, await Beginning(response, limit), RetryAfter: RetryAfterOf(response, time.GetUtcNow()));
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new DeliveryAnswer(null, Error: "timeout");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UriFormatException)
        {
            return new DeliveryAnswer(null, Error: ErrorOf(e));
        }
    }

    private static string ErrorOf(Exception e) => e switch
    {
        AddressNotAllowedException or { InnerException: AddressNotAllowedException } => "address_not_allowed",
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError,
        } or UriFormatException => "unreachable",
        _ => "invalid_answer",
    };

    private static HttpRequestMessage Request(ClaimedDelivery delivery, (DateTimeOffset At, string Signatures) signed, Activity? span)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, delivery.Url)
        {
            Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json"),
            Headers =
            {
                { WebhookHeaders.Id, delivery.Id.ToString() },
                { WebhookHeaders.Timestamp, signed.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) },
                { WebhookHeaders.Signature, signed.Signatures },
                { "User-Agent", "TestDigitalPlatform-Webhooks/1" },
            },
        };
        if ((span?.Id ?? delivery.TraceParent) is { } trace)
            request.Headers.TryAddWithoutValidation("traceparent", trace);
        return request;
    }

    private static (DateTimeOffset At, string Signatures)? Sign(ClaimedDelivery delivery, DateTimeOffset now)
    {
        var keys = new[] { (Sensitive<string>?)delivery.Secret, delivery.FormerSecret }
            .Select(secret => secret is { IsErased: false } known ? WebhookKey.Read(known.Reveal()) : null).OfType<WebhookKey>().ToList();
        return keys.Count == 0 ? null
            : (now, string.Join(' ', keys.Select(key => key.Sign(delivery.Id.ToString(), now, delivery.Body))));
    }

    // Not more is read than is kept; what follows is given up with the connection.
    private static async Task<string?> Beginning(HttpResponseMessage response, CancellationToken limit)
    {
        using var brief = CancellationTokenSource.CreateLinkedTokenSource(limit);
        brief.CancelAfter(AnswerTime);
        var (bytes, length) = (new byte[MaxAnswer], 0);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(brief.Token);
            while (length < bytes.Length && await body.ReadAsync(bytes.AsMemory(length), brief.Token) is > 0 and var read)
                length += read;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            // The status counts; the body is for people.
        }

        return length == 0 ? null : Encoding.UTF8.GetString(bytes, 0, length).Replace('\0', '\uFFFD');
    }

    private static TimeSpan? RetryAfterOf(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - now,
        _ => null,
    };

    // Below what stored the event: one trace from the click to here.
    private Activity? Begin(ClaimedDelivery delivery)
    {
        if (!PlatformTelemetry.IsTraced)
            return null;
        Activity.Current = null;
        var span = ActivityContext.TryParse(delivery.TraceParent, null, isRemote: true, out var parent)
            ? PlatformTelemetry.Source.StartActivity("POST", ActivityKind.Client, parent)
            : PlatformTelemetry.Source.StartActivity("POST", ActivityKind.Client);
        span?.SetCustomProperty(PlatformTelemetry.ServiceProperty, service.Name);
        span?.SetTag("http.request.method", "POST");
        // Not the whole URL, which may contain a secret.
        if (Uri.TryCreate(delivery.Url, UriKind.Absolute, out var url))
            span?.SetTag("server.address", url.Host).SetTag("server.port", url.Port);
        span?.SetTag("messaging.message.id", delivery.Id.ToString()).SetTag("tdp.webhook.event", delivery.Event);
        return span;
    }
}
