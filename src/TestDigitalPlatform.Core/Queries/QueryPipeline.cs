using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.Queries;

/// <summary>Fetch → Process → respond.</summary>
internal sealed class QueryPipeline(Database database, TimeProvider time, ILogger<QueryPipeline> logger)
{
    internal async Task<TAnswer> Run<TQuery, TAnswer>(
        QuerySteps<TQuery, TAnswer> steps, TQuery query, Caller? caller, CancellationToken cancellationToken)
    {
        var now = ColumnTime.Microseconds(time.GetUtcNow());
        var db = new Db(database, caller, now);
        var context = new QueryContext(caller, now);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await steps.Answer(query, db, context, cancellationToken);
            }
            catch (PostgresException e) when (RefusedValue.Of(e) is { } refusal)
            {
                CommandsLog.ValueRefused(logger, typeof(TQuery).Name, e);
                throw new RefusedException(refusal);
            }
            catch (NpgsqlException e) when (Transient.MayReadAgain(e, attempt))
            {
                await Transient.Wait(e, attempt, time, logger, cancellationToken);
            }
        }
    }
}
