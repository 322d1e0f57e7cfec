namespace Requests;

/// <summary>Something said on a request, in passing or at one of its turns.</summary>
internal sealed record Comment(CommentId Id, Request Request, CommentKind Kind, string Text)
{
    public static Comment On(Request request, CommentKind kind, string text, CommandContext context) =>
        new(context.NewId<CommentId>(), request, kind, text);

    public Sql Insert(CommandContext context) =>
        $"""
        insert into request_comment (id, request_id, customer_id, kind, text, written_by, written_at)
        values ({Id}, {Request.Id}, {Request.CustomerId}, {Kind}, {Text}, {context.User}, {context.Now})
        """;
}
