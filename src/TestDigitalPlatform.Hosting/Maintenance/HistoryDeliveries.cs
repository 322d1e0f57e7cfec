using TestDigitalPlatform.Maintenance;

namespace TestDigitalPlatform.Hosting.Maintenance;

internal sealed class DeliverHistoryHandler : ICommandHandler<DeliverHistory, Nothing>
{
    public static Decision<Nothing> Decide(DeliverHistory command, CommandContext context) => Decision.Accept()
        .ChangeAny($"select tdp.request_delivery({command.Service}, {command.Events.ToArray()}, {context.Now})")
        .About(command.Service);
}

internal sealed record DeliveryRow(
    string Service, string[] Types, string State, DateTimeOffset RequestedAt, DateTimeOffset? EndedAt, long? Events, string? Error);

internal sealed class GetHistoryDeliveryHandler : IQueryHandler<GetHistoryDelivery, HistoryDelivery>
{
    public async Task<HistoryDelivery> Fetch(GetHistoryDelivery query, Db db, CancellationToken cancellationToken)
    {
        var row = await db.One<DeliveryRow>(
            $"""
            select service, types, state, requested_at, ended_at, events, error from tdp.history_delivery
            where service = {query.Service}
            """,
            cancellationToken);
        return new(row.Service, row.Types, row.State, row.RequestedAt, row.EndedAt, row.Events, row.Error);
    }
}
