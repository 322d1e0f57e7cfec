using System.Text.Json;
using TestDigitalPlatform.Json;
using TestDigitalPlatform.Processes;

namespace TestDigitalPlatform.Testing;

/// <summary>Runs one instance of a process in memory, in virtual time: months of it in milliseconds.</summary>
/// <remarks>
/// It does what the platform does with each transition, without a database: the state goes through JSON, a later time to wake
/// replaces an earlier one, and an instance that has ended begins anew. Commands and external calls do not run; tell how they
/// ended by <see cref="Succeed"/> or <see cref="Refuse"/>. <see cref="Play"/> lets messages come in any order.
/// </remarks>
/// <typeparam name="TProcess">The process.</typeparam>
/// <typeparam name="TState">Its states.</typeparam>
/// <param name="begin">The time at the beginning, in UTC.</param>
/// <param name="key">The key of the instance.</param>
/// <param name="customer">Whose instance it is; <see langword="null"/> for a process across customers.</param>
public partial class ProcessRun<TProcess, TState>(DateTimeOffset begin, string key = "1", string? customer = "acme")
    where TProcess : IProcess<TState>
    where TState : class
{
    private const int MaxWakes = 100_000;

    private readonly List<IAnyCommand> sent = [];
    private readonly List<IAnyExternalCall> called = [];
    private readonly List<IEvent> told = [];
    private readonly List<object> pending = [];

    /// <summary>The time, in UTC.</summary>
    public DateTimeOffset Now { get; private set; } = begin;

    /// <summary>The state; <see langword="null"/> while no instance is running.</summary>
    public TState? State { get; private set; }

    /// <summary>When the instance will be woken.</summary>
    public DateTimeOffset? WakeAt { get; private set; }

    /// <summary>How many transitions were stored.</summary>
    public int Version { get; private set; }

    /// <summary>The commands that it has sent, in this order.</summary>
    public IReadOnlyList<IAnyCommand> Sent => sent;

    /// <summary>The external calls that it has ordered, in this order.</summary>
    public IReadOnlyList<IAnyExternalCall> Called => called;

    /// <summary>The commands and external calls that have not ended, in the order in which they were sent.</summary>
    /// <remarks>An instance that has ended, or has begun anew, is not told how its earlier ones ended.</remarks>
    public IReadOnlyList<object> Pending => pending;

    /// <summary>The events that it has published, in this order.</summary>
    public IReadOnlyList<IEvent> Events => told;

    /// <summary>Hands the process a message now.</summary>
    /// <param name="message">An event, or how a command or an external call ended.</param>
    /// <returns>Whether the message changed anything.</returns>
    public bool On(object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var context = new ProcessContext(key, customer is null ? null : CustomerId.Parse(customer), Now);
        var move = ProcessMove.Of(State, TProcess.Next(State, message, context));
        if (!move.Changes)
            return false;
        Version++;
        if (State is null || move.Ends)
            pending.Clear();
        State = move.Ends ? null : Stored(move.State);
        WakeAt = move.Ends ? null : move.WakeAt;
        if (!move.Ends)
            pending.AddRange([.. move.Send, .. move.Call]);
        sent.AddRange(move.Send);
        called.AddRange(move.Call);
        told.AddRange(move.Notify);
        return true;
    }

    /// <summary>Tells the process that the oldest of <see cref="Pending"/> has been carried out.</summary>
    /// <param name="answer">Its answer; <see langword="null"/> if it has none.</param>
    /// <returns>Whether that changed anything.</returns>
    /// <exception cref="TestFailedException">Nothing is pending.</exception>
    public bool Succeed(object? answer = null)
    {
        var oldest = Oldest();
        pending.Remove(oldest);
        return On(oldest is IAnyCommand command
            ? new CommandSucceeded(command, answer)
            : new CallSucceeded((IAnyExternalCall)oldest, answer));
    }

    /// <summary>Tells the process that the oldest of <see cref="Pending"/> was refused.</summary>
    /// <remarks>If the process leaves everything as it is then, the command or call is in the error queue: it stays pending, and
    /// <see cref="Succeed"/> is its replay.</remarks>
    /// <param name="refusal">Why it was refused.</param>
    /// <returns>Whether that changed anything.</returns>
    /// <exception cref="TestFailedException">Nothing is pending.</exception>
    public bool Refuse(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var oldest = Oldest();
        pending.Remove(oldest);
        var changes = On(oldest is IAnyCommand command
            ? new CommandRefused(command, refusal)
            : new CallFailed((IAnyExternalCall)oldest, refusal));
        if (!changes)
            pending.Insert(0, oldest);
        return changes;
    }

    /// <summary>Lets time pass, and wakes the process whenever it wants to be woken meanwhile.</summary>
    /// <param name="by">How much; zero or more.</param>
    /// <exception cref="TestFailedException">The process wanted to be woken over and over again.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var end = Now + by;
        for (var wakes = 0; WakeAt is { } at && at <= end; wakes++)
        {
            if (wakes == MaxWakes)
                throw new TestFailedException($"'{typeof(TProcess).Name}' wanted to be woken {MaxWakes} times within {by}.");
            Now = at > Now ? at : Now;
            WakeAt = null;
            On(new TimeIsUp(at));
        }

        Now = end;
    }

    private object Oldest() => pending.Count > 0
        ? pending[0]
        : throw new TestFailedException($"'{typeof(TProcess).Name}' waits for no command and no call.");

    // A sensitive value is not written down here, so such a state stays as it is.
    private static TState Stored(object? state) => SealedJson.TryWrite(state, state!.GetType(), StoredJson.Options, out var json)
        ? (TState)JsonSerializer.Deserialize(json, state.GetType(), StoredJson.Options)!
        : (TState)state;
}
