namespace Requests;

internal sealed class ResumeRequestsHandler : ICommandHandler<ResumeRequests, Nothing>
{
    public static Decision<Nothing> Decide(ResumeRequests command, CommandContext context) => Decision.Accept().ChangeAny(
        $"""
        update request set paused_at = null, updated_at = {context.Now}, version = version + 1
        where customer_id = {command.Customer} and paused_at is not null
        """);
}
