using Requests.Contracts.Events;

namespace Requests;

internal sealed record DigestCounts(int Submitted, int Closed, int Open);

internal sealed class DigestRequestsHandler : ICommandHandler<DigestRequests, DigestCounts, Nothing>
{
    public Task<DigestCounts> Fetch(DigestRequests command, Db db, CancellationToken cancellationToken) => db.One<DigestCounts>(
        $"""
        select count(*) filter (where submitted_at >= {command.Since})::int as submitted,
            count(*) filter (where closed_at >= {command.Since})::int as closed,
            count(*) filter (where closed_at is null)::int as open
        from request
        """,
        cancellationToken);

    public static Decision<Nothing> Decide(DigestRequests command, DigestCounts counts, CommandContext context) =>
        counts is { Submitted: 0, Closed: 0, Open: 0 }
            ? Decision.Accept()
            : Decision.Accept().Notify(new RequestsDigested(
                context.Customer, counts.Submitted, counts.Closed, counts.Open, command.Since, context.Now));
}
