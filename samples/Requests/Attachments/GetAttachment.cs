namespace Requests;

internal sealed class GetAttachmentHandler : IQueryHandler<GetAttachment, FileAnswer>
{
    public Task<FileAnswer> Fetch(GetAttachment query, Db db, CancellationToken cancellationToken) => db.File(
        $"select file_id from request_attachment where id = {query.Attachment} and request_id = {query.Request}",
        cancellationToken);
}
