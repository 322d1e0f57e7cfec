namespace Requests;

internal sealed class ListAttachmentsHandler : IQueryHandler<ListAttachments, Page<AttachmentSummary>>
{
    public Task<Page<AttachmentSummary>> Fetch(ListAttachments query, Db db, CancellationToken cancellationToken) =>
        db.Page(
            $"""
            select id, name, content_type, bytes, attached_by, attached_at
            from request_attachment where request_id = {query.Request}
            """,
            query, cancellationToken);
}
