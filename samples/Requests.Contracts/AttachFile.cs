namespace Requests.Contracts;

/// <summary>Attaches a file to an open request.</summary>
/// <remarks>
/// Refused with <c>requests.closed</c> once the request is resolved or rejected, and with
/// <c>requests.too_many_attachments</c> beyond 20 files.
/// </remarks>
/// <param name="Request">The request.</param>
/// <param name="File">The file.</param>
[Post("/requests/{request}/attachments"), Allow(Role.CustomerUser, Role.CustomerAdministrator)]
public sealed record AttachFile(
    RequestId Request,
    [Accept("application/pdf", "image/png", "image/jpeg", "text/plain", MaxBytes = 20 * 1024 * 1024)] Upload File)
    : ICommand<AttachmentReceipt>;

/// <summary>Confirms that a file was attached.</summary>
/// <param name="Id">The new attachment.</param>
public sealed record AttachmentReceipt(AttachmentId Id);
