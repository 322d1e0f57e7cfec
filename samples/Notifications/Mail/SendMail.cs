namespace Notifications;

/// <summary>Sends a mail.</summary>
internal sealed record SendMail(string To, string Subject, string Text) : IExternalCall;

internal sealed class SendMailHandler(MailSender mails) : IExternalCallHandler<SendMail, Nothing>
{
    public async Task<Nothing> Run(SendMail call, ExternalCallContext context, CancellationToken cancellationToken)
    {
        await mails.Send(call.To, call.Subject, call.Text, context.IdempotencyKey, cancellationToken);
        return default;
    }
}
