using TestDigitalPlatform.Workflows;

namespace TestDigitalPlatform;

/// <summary>Runs several commands one after the other, and undoes them in reverse order if a later one is refused.</summary>
/// <remarks>
/// <para>It is a process (<see cref="IProcess{TState}"/>) whose state the platform keeps: one instance for each customer and key,
/// with the outcome of each step. A command runs when the one before it has succeeded, with the rights of the class's
/// <see cref="ServiceIdentityAttribute"/>, which names the commands and those that undo them.</para>
/// <para>If undoing is refused, the command goes to the error queue, and the state says what is still to be undone. Replayed, it
/// goes on from there.</para>
/// </remarks>
/// <typeparam name="TSelf">The class itself.</typeparam>
/// <typeparam name="TEvent">The event that begins it.</typeparam>
public interface IWorkflow<TSelf, TEvent> : IProcess<Workflow<TSelf, TEvent>>, IOn<TEvent>
    where TSelf : class, IWorkflow<TSelf, TEvent>
    where TEvent : class, IEvent
{
    /// <summary>The steps: a pure function of the event, which runs again at each step.</summary>
    /// <remarks>
    /// <para>As an iterator, it may use <see cref="WorkflowStep{TAnswer}.Answer"/> of the steps that it has returned before.</para>
    /// <para>Steps are known by the names of their commands, so their order may change while instances are running.</para>
    /// </remarks>
    /// <param name="event">The event that began the instance.</param>
    /// <returns>At most 100 steps. Without a step, nothing begins.</returns>
    static abstract IEnumerable<WorkflowStep> Steps(TEvent @event);

    /// <summary>What to publish when it has ended: all steps are done, or what was done has been undone.</summary>
    /// <param name="event">The event that began the instance.</param>
    /// <param name="steps">The steps with their outcomes.</param>
    /// <param name="context">What else it may know.</param>
    /// <returns>The events; none unless the workflow says otherwise.</returns>
    static virtual IReadOnlyList<IEvent> Ended(TEvent @event, IReadOnlyList<StepProgress> steps, ProcessContext context) => [];

    /// <inheritdoc />
    static Transition<Workflow<TSelf, TEvent>> IProcess<Workflow<TSelf, TEvent>>.Next(
        Workflow<TSelf, TEvent>? state, object message, ProcessContext context) =>
        WorkflowMoves<TSelf, TEvent>.Next(state, message, context);
}

/// <summary>The workflow is undone when an event comes, also after all of its steps are done.</summary>
/// <remarks>Such a workflow keeps its instance until then. If the event that begins it comes again while it is being undone, it
/// begins anew after that.</remarks>
/// <typeparam name="TEvent">The event, with the key of the one that began the instance.</typeparam>
public interface IUndoneBy<TEvent> : IOn<TEvent>
    where TEvent : IEvent;
