using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Hosting.Operations;
using TestDigitalPlatform.Hosting.Problems;
using TestDigitalPlatform.Inbox;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Webhooks;

namespace TestDigitalPlatform.Hosting.Webhooks.Incoming;

/// <summary>Takes one incoming webhook: who has signed it may send it.</summary>
/// <remarks>What can be refused by the headers is refused before the body is read.</remarks>
internal sealed class WebhookServer(IncomingWebhook webhook, IServiceProvider host)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly RequestGate gate = host.GetRequiredService<RequestGate>();
    private readonly Transfers transfers = host.GetRequiredService<Transfers>();
    private readonly WebhookSecrets secrets = host.GetRequiredService<WebhookSecrets>();
    private readonly WebhookIntake intake = host.GetRequiredService<WebhookIntake>();
    private readonly MessageOptions limits = host.GetRequiredService<MessageOptions>();
    private readonly TimeProvider time = host.GetRequiredService<TimeProvider>();
    private readonly ILogger logger = host.GetRequiredService<ILogger<WebhookServer>>();

    internal async Task Respond(HttpContext context)
    {
        try
        {
            if (await Receive(context) is { } problem)
            {
                WebhooksLog.Refused(logger, webhook.Path, problem.Code);
                await Problem.Write(context, problem);
            }
        }
        catch (NoRoomException e)
        {
            await OperationServer.Refuse(context, e.IsOwnShare);
        }
        catch (Exception e)
        {
            await ProblemOfException.Write(context, e, logger);
        }
    }

    private async Task<Problem?> Receive(HttpContext context)
    {
        if (JsonContent.IsOther(context.Request))
            throw new BadHttpRequestException("The body is not JSON.", StatusCodes.Status415UnsupportedMediaType);
        var (envelope, problem) = WebhookEnvelope.Read(context.Request.Headers, time.GetUtcNow());
        if (envelope is null)
            return problem;
        var customer = CustomerOf(context);
        var keys = secrets.Of(webhook, customer);
        // Whether a customer has secrets is nobody's business: it is answered as a wrong signature is.
        if (keys.Count == 0 && !webhook.IsOfCustomer)
            return WebhookProblems.NotConfigured;
        Bound(context);
        await using var body = await RequestBody.Read(context, transfers);
        if (gate.TryEnter(null) is var entry and not RequestGate.Entry.Granted)
        {
            await OperationServer.Refuse(context, entry is RequestGate.Entry.ShareUsedUp);
            return null;
        }

        try
        {
            return await Take(context, envelope, keys, customer, body.Content);
        }
        finally
        {
            gate.Leave(null);
        }
    }

    private async Task<Problem?> Take(
        HttpContext context, WebhookEnvelope envelope, IReadOnlyList<WebhookKey> keys, CustomerId? customer,
        ReadOnlyMemory<byte> body)
    {
        if (Text(body) is not { } text)
            return WebhookProblems.NotText;
        if (!keys.Any(key => key.HasSigned(envelope.Signatures, envelope.Id, envelope.Timestamp, text)))
            return WebhookProblems.NotSigned;
        var (@event, unreadable) = Read(body);
        if (unreadable is not null)
            return unreadable;
        if (@event is null)
        {
            // Senders add types, and disable a receiver that refuses them.
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return null;
        }

        var named = EventTypes.Of(@event.GetType()).CustomerOf(@event);
        if (customer is not null && named is not null && named != customer)
            return WebhookProblems.WrongCustomer;
        // Ids of several customers' senders may be alike.
        var source = customer is null ? webhook.Name : $"{webhook.Name}/{customer}";
        // What has begun to be stored is stored to the end, also when the sender hangs up.
        if (!await intake.Store(source, envelope.Id, @event, customer ?? named, CancellationToken.None))
            WebhooksLog.Repeated(logger, webhook.Path, envelope.Id);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return null;
    }

    private (IEvent? Event, Problem? Problem) Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            var @event = webhook.Read(body);
            return @event is not null && EventRules.Broken(@event) is { } broken ? (null, Unreadable(broken)) : (@event, null);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or FormatException)
        {
            return (null, Unreadable(e.Message));
        }
    }

    private Problem Unreadable(string why)
    {
        WebhooksLog.Unreadable(logger, webhook.Path, why);
        return WebhookProblems.Unreadable(why);
    }

    private CustomerId? CustomerOf(HttpContext context) => !webhook.IsOfCustomer ? null
        : CustomerId.TryParse(context.Request.RouteValues["customer"] as string, null, out var customer) ? customer
        // No customer has it, and so nobody has a secret of it.
        : CustomerId.Parse("none");

    // A body that could not be stored as an event is not read first.
    private void Bound(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = Math.Min(size.MaxRequestBodySize ?? long.MaxValue, limits.MaxEventBytes);
    }

    // What is signed is bytes; a text that stood for others would be signed with them.
    private static string? Text(ReadOnlyMemory<byte> body)
    {
        try
        {
            return Utf8.GetString(body.Span);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
