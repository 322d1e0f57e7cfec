using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Settings;

namespace TestDigitalPlatform.Queries;

/// <summary>Fetch → Process → respond.</summary>
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
