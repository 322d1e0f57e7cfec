using TestDigitalPlatform.Json;

namespace TestDigitalPlatform.Workflows;

/// <summary>How a workflow moves: forward step by step, and back over what is done.</summary>
internal static class WorkflowMoves<TSelf, TEvent>
    where TSelf : class, IWorkflow<TSelf, TEvent>
    where TEvent : class, IEvent
{
    private const int MaxSteps = 100;

    private static readonly bool CanBeUndone = typeof(TSelf).GetInterfaces()
        .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IUndoneBy<>));

    internal static Transition<Workflow<TSelf, TEvent>> Next(
        Workflow<TSelf, TEvent>? state, object message, ProcessContext context) => (state, message) switch
        {
            (null, TEvent begin) => Forward(begin, [], context),

            (Workflow<TSelf, TEvent>.Running running, CommandSucceeded succeeded) when !IsWaiting(running) =>
                Succeeded(running, succeeded.Answer, context),

            (Workflow<TSelf, TEvent>.Running running, TimeIsUp) when IsWaiting(running) => Succeeded(running, null, context),

            (Workflow<TSelf, TEvent>.Running running, CommandRefused { Refusal: var refusal }) when !IsWaiting(running) => Back(
                running.Event,
                WithLast(running.Steps, last => last with
                {
                    Outcome = StepOutcome.Refused,
                    Refusal = $"{refusal.Code}: {refusal.Message}",
                    Undo = null,
                }),
                running.Again, context),

            (Workflow<TSelf, TEvent>.Undoing undoing, CommandSucceeded) => Back(
                undoing.Event,
                [.. undoing.Steps.Select(s => s.Outcome is StepOutcome.Undoing ? s with { Outcome = StepOutcome.Undone, Undo = null } : s)],
                undoing.Again, context),

            // It comes again before what it had begun is undone.
            (Workflow<TSelf, TEvent>.Running { IsToBeUndone: true } running, TEvent again) => new(running with { Again = again }),
            (Workflow<TSelf, TEvent>.Undoing undoing, TEvent again) => new(undoing with { Again = again }),
            (_, TEvent) => new(state),

            // Any other event undoes it.
            (Workflow<TSelf, TEvent>.Running running, IEvent) when IsWaiting(running) => Back(
                running.Event, WithLast(running.Steps, last => last with { Outcome = StepOutcome.Undone }), null, context),
            (Workflow<TSelf, TEvent>.Running { IsToBeUndone: false } or Workflow<TSelf, TEvent>.Running { Again: not null }, IEvent) =>
                new(((Workflow<TSelf, TEvent>.Running)state) with { IsToBeUndone = true, Again = null }),
            (Workflow<TSelf, TEvent>.Finished finished, IEvent) => Back(finished.Event, finished.Steps, null, context),
            (Workflow<TSelf, TEvent>.Undoing { Again: not null } undoing, IEvent) => new(undoing with { Again = null }),

            // A refusal to undo is left to a person: the command goes to the error queue.
            _ => new(state),
        };

    private static Transition<Workflow<TSelf, TEvent>> Succeeded(
        Workflow<TSelf, TEvent>.Running running, object? answer, ProcessContext context)
    {
        StoredObject? stored = answer is null ? null : new(answer);
        IReadOnlyList<StepProgress> done = WithLast(running.Steps, last => last with
        {
            Outcome = StepOutcome.Done,
            Answer = stored,
            Undo = last.Undo ?? StoredCommand.Of(UndoOf(last, running, stored)),
        });
        return running.IsToBeUndone ? Back(running.Event, done, running.Again, context) : Forward(running.Event, done, context);
    }

    private static Transition<Workflow<TSelf, TEvent>> Forward(
        TEvent @event, IReadOnlyList<StepProgress> done, ProcessContext context)
    {
        if (FirstLeft(@event, done) is var (name, step))
            return new(
                new Workflow<TSelf, TEvent>.Running(
                    @event, [.. done, new StepProgress(name, StepOutcome.Running) { Undo = StoredCommand.Of(step.Undo) }]),
                WakeAt: step.Time,
                Send: step.Command is { } command ? [command] : null);
        return done.Count == 0
            ? new(null)
            : new(
                new Workflow<TSelf, TEvent>.Finished(@event, done),
                Notify: TSelf.Ended(@event, done, context), Complete: !CanBeUndone);
    }

    // One after the other, the last first: a command that undoes something may rely on what came before that.
    private static Transition<Workflow<TSelf, TEvent>> Back(
        TEvent @event, IReadOnlyList<StepProgress> steps, TEvent? again, ProcessContext context)
    {
        if (steps.LastOrDefault(step => step is { Outcome: StepOutcome.Done, Undo: not null }) is { Undo: { } undo } last)
            return new(
                new Workflow<TSelf, TEvent>.Undoing(
                    @event, [.. steps.Select(s => s == last ? s with { Outcome = StepOutcome.Undoing } : s)], again),
                Send: [undo.Read(typeof(TSelf))]);
        var ended = TSelf.Ended(@event, steps, context);
        if (again is null)
            return new(new Workflow<TSelf, TEvent>.Undone(@event, steps), Notify: ended, Complete: true);
        var anew = Forward(again, [], context);
        return anew.State is null
            ? new(new Workflow<TSelf, TEvent>.Undone(@event, steps), Notify: ended, Complete: true)
            : anew with { Notify = [.. ended, .. anew.Notify ?? []] };
    }

    /// <summary>The first step that has not begun.</summary>
    private static (string Name, WorkflowStep Step)? FirstLeft(TEvent @event, IEnumerable<StepProgress> begun)
    {
        var done = begun.ToDictionary(step => step.Name, StringComparer.Ordinal);
        foreach (var (name, step) in Named(@event))
        {
            if (!done.TryGetValue(name, out var progress))
                return (name, step);
            step.Take(progress.Answer);
        }

        return null;
    }

    /// <summary>The steps, each with a name of its own.</summary>
    private static IEnumerable<(string Name, WorkflowStep Step)> Named(TEvent @event)
    {
        var (names, count) = (new Dictionary<string, int>(StringComparer.Ordinal), 0);
        foreach (var step in TSelf.Steps(@event))
        {
            if (++count > MaxSteps)
                throw new InvalidOperationException($"'{typeof(TSelf).Name}' has more than {MaxSteps} steps.");
            var number = names[step.Name] = names.GetValueOrDefault(step.Name) + 1;
            yield return (number == 1 ? step.Name : $"{step.Name} {number}", step);
        }
    }

    // What depends on the answer is known only now. Steps before it may have been added meanwhile.
    private static IAnyCommand? UndoOf(StepProgress last, Workflow<TSelf, TEvent>.Running running, StoredObject? answer)
    {
        var done = running.Steps.SkipLast(1).ToDictionary(step => step.Name, step => step.Answer, StringComparer.Ordinal);
        foreach (var (name, step) in Named(running.Event))
        {
            if (name == last.Name)
                return step.UndoOf(answer);
            if (done.TryGetValue(name, out var earlier))
                step.Take(earlier);
        }

        throw new InvalidOperationException(
            $"'{typeof(TSelf).Name}' no longer has the step '{last.Name}', which is running: bring it back until no instance is in it, or "
            + "move the instance.");
    }

    private static bool IsWaiting(Workflow<TSelf, TEvent>.Running running) =>
        running.Steps[^1].Name.Split(' ')[0] == "Until";

    private static IReadOnlyList<StepProgress> WithLast(
        IReadOnlyList<StepProgress> steps, Func<StepProgress, StepProgress> change) =>
        [.. steps.SkipLast(1), change(steps[^1])];
}
