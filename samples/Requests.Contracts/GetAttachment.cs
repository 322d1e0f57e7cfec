namespace Requests.Contracts;

/// <summary>Gets a file that is attached to a request.</summary>
/// <param name="Request">The request.</param>
/// <param name="Attachment">The attachment.</param>
[Get("/requests/{request}/attachments/{attachment}")]
[Allow(Role.CustomerUser, Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record GetAttachment(RequestId Request, AttachmentId Attachment) : IQuery<FileAnswer>;
