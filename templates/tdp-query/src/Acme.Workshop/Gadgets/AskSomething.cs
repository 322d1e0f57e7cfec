using Acme.Workshop.Contracts;

namespace Acme.Workshop;

internal sealed class AskSomethingHandler : IQueryHandler<AskSomething, AskSomethingAnswer>
{
#if (hasEntity)
    // Row-level security narrows this to the caller's customer.
    public Task<AskSomethingAnswer> Fetch(AskSomething query, Db db, CancellationToken cancellationToken) =>
        db.One<AskSomethingAnswer>("select count(*) as count from gadget_table", cancellationToken);
#else
    // From no table yet. Row-level security narrows what you name here to the caller's customer.
    public Task<AskSomethingAnswer> Fetch(AskSomething query, Db db, CancellationToken cancellationToken) =>
        db.One<AskSomethingAnswer>("select 0::bigint as count", cancellationToken);
#endif
}
