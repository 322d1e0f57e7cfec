using System.Diagnostics;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Queries;

/// <summary>The team's part of a query.</summary>
internal abstract class QuerySteps<TQuery, TAnswer>
{
    internal abstract Task<TAnswer> Answer(
        TQuery query, Db db, QueryContext context, CancellationToken cancellationToken);
}

internal sealed class FetchedQuery<THandler, TQuery, TAnswer>(THandler handler) : QuerySteps<TQuery, TAnswer>
    where THandler : IQueryHandler<TQuery, TAnswer>
    where TQuery : IQuery<TAnswer>
{
    internal override Task<TAnswer> Answer(
        TQuery query, Db db, QueryContext context, CancellationToken cancellationToken) =>
        PlatformTelemetry.Step("fetch") is { } step
            ? Fetch(step, query, db, cancellationToken)
            : handler.Fetch(query, db, cancellationToken);

    private async Task<TAnswer> Fetch(Activity step, TQuery query, Db db, CancellationToken cancellationToken)
    {
        using (step)
            return await handler.Fetch(query, db, cancellationToken);
    }
}

internal sealed class ProcessedQuery<THandler, TQuery, TFetched, TAnswer>(THandler handler)
    : QuerySteps<TQuery, TAnswer>
    where THandler : IQueryHandler<TQuery, TFetched, TAnswer>
    where TQuery : IQuery<TAnswer>
{
    internal override async Task<TAnswer> Answer(
        TQuery query, Db db, QueryContext context, CancellationToken cancellationToken)
    {
        TFetched fetched;
        using (PlatformTelemetry.Step("fetch"))
            fetched = await handler.Fetch(query, db, cancellationToken);
        using (PlatformTelemetry.Step("process"))
            return THandler.Process(query, fetched, context);
    }
}
