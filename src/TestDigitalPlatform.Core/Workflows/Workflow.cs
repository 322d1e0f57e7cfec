namespace TestDigitalPlatform;

/// <summary>Where an instance of a workflow stands. The platform keeps it.</summary>
/// <param name="Event">The event that began it.</param>
/// <param name="Steps">The steps that have begun, in their order.</param>
/// <typeparam name="TSelf">The workflow.</typeparam>
/// <typeparam name="TEvent">The event that begins it.</typeparam>
public abstract record Workflow<TSelf, TEvent>(TEvent Event, IReadOnlyList<StepProgress> Steps)
    where TSelf : class, IWorkflow<TSelf, TEvent>
    where TEvent : class, IEvent
{
    /// <summary>The last of the steps runs.</summary>
    /// <param name="Event">The event that began it.</param>
    /// <param name="Steps">The steps that have begun.</param>
    /// <param name="IsToBeUndone">Whether it is undone once the step has ended.</param>
    /// <param name="Again">The event with which it begins anew after it was undone.</param>
    public sealed record Running(
        TEvent Event, IReadOnlyList<StepProgress> Steps, bool IsToBeUndone = false, TEvent? Again = null)
        : Workflow<TSelf, TEvent>(Event, Steps);

    /// <summary>All steps are done.</summary>
    /// <param name="Event">The event that began it.</param>
    /// <param name="Steps">The steps.</param>
    public sealed record Finished(TEvent Event, IReadOnlyList<StepProgress> Steps) : Workflow<TSelf, TEvent>(Event, Steps);

    /// <summary>What was done is being undone, the last step first.</summary>
    /// <param name="Event">The event that began it.</param>
    /// <param name="Steps">The steps; those with <see cref="StepOutcome.Done"/> remain to be undone.</param>
    /// <param name="Again">The event with which it begins anew after that.</param>
    public sealed record Undoing(TEvent Event, IReadOnlyList<StepProgress> Steps, TEvent? Again = null)
        : Workflow<TSelf, TEvent>(Event, Steps);

    /// <summary>What could be undone has been undone.</summary>
    /// <param name="Event">The event that began it.</param>
    /// <param name="Steps">The steps.</param>
    public sealed record Undone(TEvent Event, IReadOnlyList<StepProgress> Steps) : Workflow<TSelf, TEvent>(Event, Steps);
}
