namespace Requests.Contracts;

/// <summary>Lists the files that are attached to a request, in the order they came.</summary>
/// <param name="Request">The request.</param>
[Get("/requests/{request}/attachments")]
[Allow(Role.CustomerUser, Role.CustomerAdministrator, Role.PlatformAdministrator)]
[Sortable("attachedAt")]
public sealed record ListAttachments(RequestId Request) : PageQuery<AttachmentSummary>;

/// <summary>A file that is attached to a request.</summary>
/// <param name="Id">The attachment.</param>
/// <param name="Name">The file's name. <example>invoice-2026-03.pdf</example></param>
/// <param name="ContentType">The file's media type. <example>application/pdf</example></param>
/// <param name="Bytes">How large it is. <example>48213</example></param>
/// <param name="AttachedBy">Who attached it. <example>acme-user-1</example></param>
/// <param name="AttachedAt">When it was attached.</param>
public sealed record AttachmentSummary(
    AttachmentId Id, string Name, string ContentType, long Bytes, UserId AttachedBy, DateTimeOffset AttachedAt);
