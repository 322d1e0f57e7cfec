using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Notifications;

/// <summary>Sends mails over SMTP (RFC 5321), or writes them as files where no server is configured.</summary>
internal sealed class MailSender(IOptions<MailOptions> options, IHostEnvironment environment)
{
    private static readonly Refusal Refused = new("mail.refused", "The mail server refuses the mail.");
    private static readonly Refusal NoAddress = new("mail.no_address", "The receiver is not an e-mail address.");

    /// <param name="to">The receiver.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="text">The plain text.</param>
    /// <param name="id">The same for each attempt, so that receivers recognise a repetition (RFC 5322, section 3.6.4).</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RefusedException">The server refuses the mail for good (RFC 5321, section 4.2.1).</exception>
    internal async Task Send(string to, string subject, string text, string id, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        using var mail = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = text } };
        mail.From.Add(MailboxAddress.Parse(settings.From));
        if (!MailboxAddress.TryParse(to, out var receiver))
            throw new RefusedException(NoAddress);
        mail.To.Add(receiver);
        mail.MessageId = $"{id}@{mail.From.Mailboxes.First().Domain}";
        if (settings.Host is { } host)
            await Send(mail, host, settings, cancellationToken);
        else
            await Write(mail, settings, id, cancellationToken);
    }

    private async Task Write(MimeMessage mail, MailOptions settings, string id, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(environment.ContentRootPath, settings.Folder);
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{id}.eml");
        // Whole, or not there.
        await mail.WriteToAsync(file + ".part", cancellationToken);
        File.Move(file + ".part", file, overwrite: true);
    }

    private static async Task Send(MimeMessage mail, string host, MailOptions settings, CancellationToken cancellationToken)
    {
        using var server = new SmtpClient();
        var tls = !settings.Tls ? SecureSocketOptions.None
            : settings.Port == 465 ? SecureSocketOptions.SslOnConnect
            : SecureSocketOptions.StartTls;
        await server.ConnectAsync(host, settings.Port, tls, cancellationToken);
        if (settings.User is { } user)
            await server.AuthenticateAsync(user, settings.Password ?? "", cancellationToken);
        try
        {
            await server.SendAsync(mail, cancellationToken);
        }
        catch (SmtpCommandException e) when ((int)e.StatusCode >= 500)
        {
            throw new RefusedException(Refused with { Message = $"{Refused.Message} It says: {e.Message}" });
        }

        // The mail is accepted. To say goodbye may fail, and the mail must not be sent again for that.
        await server.DisconnectAsync(quit: false, CancellationToken.None);
    }
}
