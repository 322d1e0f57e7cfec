using TestDigitalPlatform.Json;

namespace TestDigitalPlatform;

/// <summary>One step of a workflow.</summary>
public abstract class WorkflowStep
{
    private protected WorkflowStep(IAnyCommand? command, IAnyCommand? undo) => (Command, Undo) = (command, undo);

    /// <summary>What is done: a command; <see langword="null"/> for a step that waits.</summary>
    public IAnyCommand? Command { get; }

    /// <summary>What undoes it; <see langword="null"/> if nothing does, or if that depends on the answer.</summary>
    public IAnyCommand? Undo { get; }

    /// <summary>When a step that waits is over, in UTC; <see langword="null"/> for a command.</summary>
    public virtual DateTimeOffset? Time => null;

    /// <summary>A command of this service.</summary>
    /// <param name="command">The command.</param>
    /// <param name="undo">The command that undoes it, if a later step is refused; <see langword="null"/> if there is nothing to
    /// undo.</param>
    public static WorkflowStep<TAnswer> Of<TAnswer>(ICommand<TAnswer> command, IAnyCommand? undo = null) => new(command, undo, null);

    /// <summary>A command of this service whose answer is needed to undo it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="undo">Makes the command that undoes it.</param>
    public static WorkflowStep<TAnswer> Of<TAnswer>(ICommand<TAnswer> command, Func<TAnswer, IAnyCommand> undo) => new(command, null, undo);

    /// <summary>Waits until a time.</summary>
    /// <param name="time">The time, in UTC; a past one is over at once.</param>
    public static WorkflowStep Until(DateTimeOffset time) => new Waiting(time);

    /// <summary>Its name, which is that of its command.</summary>
    internal string Name => Command?.GetType().Name ?? "Until";

    /// <summary>What undoes it after it has succeeded.</summary>
    internal virtual IAnyCommand? UndoOf(StoredObject? answer) => Undo;

    /// <summary>Tells it the answer that it has got.</summary>
    internal virtual void Take(StoredObject? answer)
    {
    }

    private sealed class Waiting(DateTimeOffset time) : WorkflowStep(null, null)
    {
        public override DateTimeOffset? Time => time;
    }
}

/// <summary>One step of a workflow that has an answer.</summary>
/// <typeparam name="TAnswer">The answer of its command.</typeparam>
public sealed class WorkflowStep<TAnswer> : WorkflowStep
{
    private readonly Func<TAnswer, IAnyCommand>? undoOf;
    private StoredObject? taken;

    internal WorkflowStep(ICommand<TAnswer> command, IAnyCommand? undo, Func<TAnswer, IAnyCommand>? undoOf)
        : base(command, undo) => this.undoOf = undoOf;

    /// <summary>The answer, for the steps behind this one.</summary>
    /// <exception cref="InvalidOperationException">The step is not done yet: read it behind the <c>yield return</c> of the
    /// step.</exception>
    public TAnswer Answer => taken is { } answer
        ? (TAnswer)answer.As(typeof(TAnswer))
        : throw new InvalidOperationException(
            $"The step '{Name}' has no answer yet. Return it with 'yield return', and read its answer behind that.");

    internal override void Take(StoredObject? answer) => taken = answer;

    internal override IAnyCommand? UndoOf(StoredObject? answer) => undoOf is null ? Undo
        : answer is { } given ? undoOf((TAnswer)given.As(typeof(TAnswer)))
        : undoOf(default!);
}
