using Requests.Contracts.Events;

namespace Requests;

internal sealed class CommentOnRequestHandler : ICommandHandler<CommentOnRequest, Request, CommentReceipt>
{
    public const int MaxComments = 200;

    public static readonly Refusal TooManyComments = new(
        "requests.too_many_comments",
        "The request has reached the limit of comments. Close it and submit another request.");

    public Task<Request> Fetch(CommentOnRequest command, Db db, CancellationToken cancellationToken) =>
        db.One<Request>(Request.ById(command.Request), cancellationToken);

    public static Decision<CommentReceipt> Decide(CommentOnRequest command, Request request, CommandContext context)
    {
        if (!request.IsOpen)
            return Decision.Refuse(Request.Closed);
        if (request.CommentCount >= MaxComments)
            return Decision.Refuse(TooManyComments);

        var comment = Comment.On(request, CommentKind.Comment, command.Text, context);
        var commented = request with { CommentCount = request.CommentCount + 1 };
        return Decision.Accept(new CommentReceipt(comment.Id))
            .Change(commented.Update(context.Now))
            .Insert(comment.Insert(context))
            .Notify(new RequestCommented(
                request.Id, request.CustomerId, comment.Id, request.SubmittedBy, request.Assignee,
                context.User, context.Now));
    }
}
