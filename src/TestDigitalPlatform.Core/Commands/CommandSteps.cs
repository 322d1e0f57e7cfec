using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Commands;

/// <summary>The team's part of a command: what is fetched and what is decided.</summary>
internal abstract class CommandSteps<TCommand, TAnswer>
{
    /// <returns><see langword="null"/> when the command was answered before: nothing is to be decided.</returns>
    internal abstract Task<Decision<TAnswer>?> Decide(
        TCommand command, Db db, CommandContext context, VersionCondition? ifMatch,
        CancellationToken cancellationToken);
}

/// <summary>A command that is decided without a fetch.</summary>
internal sealed class BlindCommand<THandler, TCommand, TAnswer> : CommandSteps<TCommand, TAnswer>
    where THandler : ICommandHandler<TCommand, TAnswer>
    where TCommand : ICommand<TAnswer>
{
    internal static readonly BlindCommand<THandler, TCommand, TAnswer> Instance = new();

    internal override Task<Decision<TAnswer>?> Decide(
        TCommand command, Db db, CommandContext context, VersionCondition? ifMatch, CancellationToken cancellationToken)
    {
        ifMatch?.Check(null);
        using var step = PlatformTelemetry.Step("decide");
        return Task.FromResult<Decision<TAnswer>?>(THandler.Decide(command, context));
    }
}

/// <summary>A command that is decided on what is fetched.</summary>
internal sealed class FetchedCommand<THandler, TCommand, TState, TAnswer>(THandler handler)
    : CommandSteps<TCommand, TAnswer>
    where THandler : ICommandHandler<TCommand, TState, TAnswer>
    where TCommand : ICommand<TAnswer>
{
    internal override async Task<Decision<TAnswer>?> Decide(
        TCommand command, Db db, CommandContext context, VersionCondition? ifMatch, CancellationToken cancellationToken)
    {
        TState state;
        using (PlatformTelemetry.Step("fetch"))
            state = await handler.Fetch(command, db, cancellationToken);
        if (db.EndsFlow)
            return null;
        ifMatch?.Check(state);
        using (PlatformTelemetry.Step("decide"))
            return THandler.Decide(command, state, context);
    }
}
