using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.Queries;

/// <summary>Fetch → Process → respond.</summary>
internal sealed class QueryPipeline(Database database, TimeProvider time, ILogger<QueryPipeline> logger)
{
    internal Task<TAnswer> Run<TQuery, TAnswer>(
        QuerySteps<TQuery, TAnswer> steps, TQuery query, Caller? caller, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var db = new Db(database, caller, now);
        return Transient.Retry(
            () => steps.Answer(query, db, new QueryContext(caller, now), cancellationToken), time, logger, cancellationToken);
    }
}
