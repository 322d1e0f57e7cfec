using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Operations;
using TestDigitalPlatform.Queries;

namespace TestDigitalPlatform.InProcess;

/// <summary>One operation of the service, as it is reached in process.</summary>
internal abstract class InProcessOperation(Operation operation)
{
    internal Operation Operation { get; } = operation;

    /// <inheritdoc cref="InProcessOperation{TAnswer}.Run" />
    internal abstract Task<object?> RunAny(
        object message, Caller caller, Attempt attempt, Pipelines pipelines, IServiceProvider services,
        CancellationToken cancellationToken);
}

/// <summary>One operation with the type of its answer.</summary>
internal abstract class InProcessOperation<TAnswer>(Operation operation) : InProcessOperation(operation)
{
    /// <param name="message">The query or command, within its limits.</param>
    /// <param name="caller">As whom.</param>
    /// <param name="attempt">Which attempt it is.</param>
    /// <param name="pipelines">What carries it out.</param>
    /// <param name="services">What the handler is made from.</param>
    /// <param name="cancellationToken">Gives up a query; a command runs to its end.</param>
    /// <exception cref="RefusedException">It was refused.</exception>
    internal abstract Task<TAnswer> Run(
        object message, Caller caller, Attempt attempt, Pipelines pipelines, IServiceProvider services,
        CancellationToken cancellationToken);

    internal override async Task<object?> RunAny(
        object message, Caller caller, Attempt attempt, Pipelines pipelines, IServiceProvider services,
        CancellationToken cancellationToken) =>
        await Run(message, caller, attempt, pipelines, services, cancellationToken) is var answer && answer is not Nothing
            ? answer
            : null;
}

/// <summary>One attempt at a command, however often it is made.</summary>
/// <param name="Key">The caller's name for it; <see langword="null"/> for one that is made once.</param>
/// <param name="Sent">SHA-256 of the command as it is stored; tells a repeat by a newer build, which understands more.</param>
internal readonly record struct Attempt(string? Key, byte[]? Sent = null);

/// <summary>What carries out commands and queries.</summary>
internal sealed record Pipelines(CommandPipeline Commands, QueryPipeline Queries);

internal sealed class InProcessCommand<TCommand, TAnswer>(
    Operation operation, Func<IServiceProvider, CommandSteps<TCommand, TAnswer>> steps, Func<TCommand, string?>? target)
    : InProcessOperation<TAnswer>(operation)
{
    internal override async Task<TAnswer> Run(
        object message, Caller caller, Attempt attempt, Pipelines pipelines, IServiceProvider services,
        CancellationToken cancellationToken)
    {
        var command = (TCommand)message;
        var call = new CommandCall(Operation, caller, target?.Invoke(command), attempt.Key, Sent: attempt.Sent);
        var outcome = await pipelines.Commands.Run(steps(services), command, call, CancellationToken.None);
        return outcome.Refusal is { } refusal ? throw new RefusedException(refusal) : outcome.Answer!;
    }
}

internal sealed class InProcessQuery<TQuery, TAnswer>(
    Operation operation, Func<IServiceProvider, QuerySteps<TQuery, TAnswer>> steps)
    : InProcessOperation<TAnswer>(operation)
{
    internal override Task<TAnswer> Run(
        object message, Caller caller, Attempt attempt, Pipelines pipelines, IServiceProvider services,
        CancellationToken cancellationToken) =>
        pipelines.Queries.Run(Operation, steps(services), (TQuery)message, caller, cancellationToken);
}
