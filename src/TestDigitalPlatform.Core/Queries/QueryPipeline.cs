using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Calls;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Settings;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Queries;

/// <summary>A query: Fetch → Process → respond.</summary>
/// <remarks>
/// <list type="number">
/// <item>Who calls: <c>CallerMiddleware</c> validates the access token.</item>
/// <item>May they: <c>OperationServer</c> checks the role, and takes a place among the requests.</item>
/// <item>What they ask: <c>QueryServer</c> binds the query. A cached answer ends here.</item>
/// <item>Fetch: the team's function reads through <see cref="Db"/>, and <see cref="DbBatch"/> sends the caller's customer
/// and the statements in one round trip, which is one transaction.</item>
/// <item>Process: the team's pure function computes the answer, if the handler has one.</item>
/// <item>Respond: <c>QueryServer</c> answers, and <c>OperationServer</c> sends it outside the place.</item>
/// </list>
/// </remarks>
internal sealed class QueryPipeline(
    Database database, TimeProvider time, ILogger<QueryPipeline> logger, SettingsCache? settings = null)
{
    internal async Task<TAnswer> Run<TQuery, TAnswer>(
        Operation operation, QuerySteps<TQuery, TAnswer> steps, TQuery query, Caller? caller,
        CancellationToken cancellationToken)
    {
        if (operation.NeedsCustomer && caller?.Customer is null)
            throw new RefusedException(MissingCaller.CustomerRequired);
        var now = ColumnTime.Microseconds(time.GetUtcNow());
        var values = settings is null ? SettingsValues.None : await settings.For(caller?.Customer, cancellationToken);
        var db = new Db(database, caller, now, null, values);
        var context = new QueryContext(caller, now) { Values = values };
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
