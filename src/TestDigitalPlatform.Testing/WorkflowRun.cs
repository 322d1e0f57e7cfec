namespace TestDigitalPlatform.Testing;

/// <summary>Runs one instance of a workflow in memory, in virtual time.</summary>
/// <remarks><see cref="ProcessRun{TProcess,TState}.On"/> begins it, <see cref="ProcessRun{TProcess,TState}.Succeed"/> and
/// <see cref="ProcessRun{TProcess,TState}.Refuse"/> end its steps.</remarks>
/// <typeparam name="TWorkflow">The workflow.</typeparam>
/// <typeparam name="TEvent">The event that begins it.</typeparam>
/// <param name="begin">The time at the beginning, in UTC.</param>
/// <param name="key">The key of the instance.</param>
/// <param name="customer">Whose instance it is; <see langword="null"/> for a workflow across customers.</param>
public sealed class WorkflowRun<TWorkflow, TEvent>(DateTimeOffset begin, string key = "1", string? customer = "acme")
    : ProcessRun<TWorkflow, Workflow<TWorkflow, TEvent>>(begin, key, customer)
    where TWorkflow : class, IWorkflow<TWorkflow, TEvent>
    where TEvent : class, IEvent
{
    /// <summary>The steps that have begun, with their outcomes; none while no instance is running.</summary>
    public IReadOnlyList<StepProgress> Steps => State?.Steps ?? [];
}
