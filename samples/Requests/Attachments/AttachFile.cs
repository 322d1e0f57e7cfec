namespace Requests;

internal sealed class AttachFileHandler : ICommandHandler<AttachFile, AttachableRequest, AttachmentReceipt>
{
    public const int MaxAttachments = 20;

    public static readonly Refusal TooManyAttachments = new(
        "requests.too_many_attachments", "The request has as many files as it can hold: close it and submit another.");

    public async Task<AttachableRequest> Fetch(AttachFile command, Db db, CancellationToken cancellationToken)
    {
        var batch = db.Batch();
        var request = batch.One<Request>(Request.ById(command.Request));
        var count = batch.One<long>($"select count(*) from request_attachment where request_id = {command.Request}");
        await batch.Run(cancellationToken);
        return new AttachableRequest(request.Value, count.Value);
    }

    public static Decision<AttachmentReceipt> Decide(
        AttachFile command, AttachableRequest state, CommandContext context)
    {
        var (request, count) = state;
        if (!request.IsOpen)
            return Decision.Refuse(Request.Closed);
        if (count >= MaxAttachments)
            return Decision.Refuse(TooManyAttachments);

        var (id, file) = (context.NewId<AttachmentId>(), command.File);
        return Decision.Accept(new AttachmentReceipt(id))
            .Change(request.Update(context.Now))
            .Insert(
                $"""
                insert into request_attachment (id, request_id, customer_id, file_id, name, content_type, bytes,
                    attached_by, attached_at)
                values ({id}, {request.Id}, {request.CustomerId}, {file.Id}, {file.Name}, {file.ContentType}, {file.Length},
                    {context.User}, {context.Now})
                """)
            .About(request.Id);
    }
}

/// <summary>A request, and how many files it has; its version covers both, since each file changes it.</summary>
internal sealed record AttachableRequest(Request Request, long Attachments) : IVersioned
{
    public long Version => Request.Version;
}
