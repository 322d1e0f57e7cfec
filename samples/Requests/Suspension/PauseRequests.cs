namespace Requests;

internal sealed class PauseRequestsHandler : ICommandHandler<PauseRequests, Nothing>
{
    public static Decision<Nothing> Decide(PauseRequests command, CommandContext context) => Decision.Accept().ChangeAny(
        $"""
        update request set paused_at = {context.Now}, updated_at = {context.Now}, version = version + 1
        where customer_id = {command.Customer} and closed_at is null and paused_at is null
        """);
}
