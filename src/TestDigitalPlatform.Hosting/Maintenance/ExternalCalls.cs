using TestDigitalPlatform.Maintenance;

namespace TestDigitalPlatform.Hosting.Maintenance;

internal sealed class ListExternalCallsHandler : IQueryHandler<ListExternalCalls, Page<ExternalCallSummary>>
{
    public Task<Page<ExternalCallSummary>> Fetch(ListExternalCalls query, Db db, CancellationToken cancellationToken) => db.Page(
        """
        select id, type, customer_id, state, attempts, ordered_at, due_at, ended_at, error_code, error, process, instance
        from tdp.external_call
        """,
        query, cancellationToken);
}
