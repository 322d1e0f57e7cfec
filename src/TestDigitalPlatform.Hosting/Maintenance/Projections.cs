using TestDigitalPlatform.Maintenance;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Hosting.Maintenance;

internal sealed class GetProjectionsHandler(EventSubscriptions subscriptions) : IQueryHandler<GetProjections, ServiceProjections>
{
    public async Task<ServiceProjections> Fetch(GetProjections query, Db db, CancellationToken cancellationToken)
    {
        var rebuilds = await db.List<ProjectionRebuildState>(
            "select projection, state, requested_at, ended_at, events, error from tdp.projection_rebuild", cancellationToken);
        return new ServiceProjections(
        [
            .. subscriptions.Projections.Select(p => new ProjectionState(
                p.Name, p.Tables, [.. p.Subscriptions.Keys.Order(StringComparer.Ordinal)],
                rebuilds.FirstOrDefault(r => r.Projection == p.Name))),
        ]);
    }
}

/// <summary>Whether the service has a projection of the name.</summary>
internal sealed record KnownProjection(bool IsKnown);

internal sealed class RebuildProjectionHandler(EventSubscriptions subscriptions)
    : ICommandHandler<RebuildProjection, KnownProjection, Nothing>
{
    public static readonly Refusal Unknown = new(
        "messages.unknown_projection", "The service has no projection of this name.", RefusalKind.NotFound);

    public Task<KnownProjection> Fetch(RebuildProjection command, Db db, CancellationToken cancellationToken) =>
        Task.FromResult(new KnownProjection(subscriptions.Projections.Any(p => p.Name == command.Projection)));

    public static Decision<Nothing> Decide(RebuildProjection command, KnownProjection state, CommandContext context) =>
        state.IsKnown
            ? Decision.Accept().ChangeAny($"select tdp.request_rebuild({command.Projection}, {context.Now})")
                .About(command.Projection)
            : Decision.Refuse(Unknown);
}
