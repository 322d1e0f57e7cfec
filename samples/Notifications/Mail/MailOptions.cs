using System.ComponentModel.DataAnnotations;

namespace Notifications;

/// <summary>Controls how mails are sent.</summary>
internal sealed class MailOptions
{
    /// <summary>The configuration section these options are read from.</summary>
    internal const string SectionName = "Notifications:Mail";

    /// <summary>The mail server. Without one, mails are written as files into <see cref="Folder"/>.</summary>
    public string? Host { get; set; }

    /// <summary>Its port.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 587;

    /// <summary>Whether the connection is encrypted: by STARTTLS, or from its beginning on port 465.</summary>
    public bool Tls { get; set; } = true;

    /// <summary>The user to sign in as; without one, nobody signs in.</summary>
    public string? User { get; set; }

    /// <summary>The user's password.</summary>
    public string? Password { get; set; }

    /// <summary>The sender of all mails.</summary>
    [EmailAddress]
    public string From { get; set; } = "no-reply@platform.example";

    /// <summary>The folder for mails without a server; relative to the content root.</summary>
    public string Folder { get; set; } = "mail";
}
