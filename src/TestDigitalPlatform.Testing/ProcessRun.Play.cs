using TestDigitalPlatform.Json;
using TestDigitalPlatform.Processes;

namespace TestDigitalPlatform.Testing;

public partial class ProcessRun<TProcess, TState>
{
    private const int MaxEndings = 1_000;

    private static readonly Refusal Unwilling = new("test.refused", "The command was refused.");

    /// <summary>Lets messages come in any order, repeatedly or never, as numbers say: the same numbers, the same course.</summary>
    /// <remarks>
    /// <para>Let a library for property tests, such as FsCheck, make the numbers: a list that it shrinks is a shorter course. Each
    /// number hands over one of the messages, ends a command or call that is pending, wakes the process although its time has not come,
    /// or lets time pass.</para>
    /// <para>At each message the process is asked twice, so it fails when it is no pure function.</para>
    /// </remarks>
    /// <param name="choices">The numbers; any.</param>
    /// <param name="messages">The messages that may come, made with the time at which they come, in UTC.</param>
    /// <param name="answer">The answers of commands and external calls; <see langword="null"/> if they have none.</param>
    /// <exception cref="TestFailedException">The process said two different things about the same message.</exception>
    public void Play(
        IEnumerable<int> choices, IReadOnlyList<Func<DateTimeOffset, object>> messages, Func<object, object?>? answer = null)
    {
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(messages);
        foreach (var choice in choices)
        {
            var number = (int)((uint)choice % (uint)(messages.Count + 5));
            switch (number - messages.Count)
            {
                case 0: Succeeds(answer); break;
                case 1: Refuses(); break;
                case 2: MustBePure(new TimeIsUp(Now)); On(new TimeIsUp(Now)); break;
                case 3: Advance(WakeAt is { } at && at > Now ? at - Now : TimeSpan.FromHours(1)); break;
                case 4: Advance(TimeSpan.FromMinutes(10)); break;
                default:
                    var message = messages[number](Now);
                    MustBePure(message);
                    On(message);
                    break;
            }
        }
    }

    /// <summary>Lets everything that is under way end: commands succeed, and time passes until nothing is awaited.</summary>
    /// <param name="within">How much time may pass.</param>
    /// <param name="answer">The answers of commands and external calls; <see langword="null"/> if they have none.</param>
    /// <exception cref="TestFailedException">It does not come to rest: it sends commands without an end, or waits longer.</exception>
    public void Settle(TimeSpan within, Func<object, object?>? answer = null)
    {
        var end = Now + within;
        for (var i = 0; pending.Count > 0 || WakeAt is not null; i++)
        {
            if (i == MaxEndings)
                throw new TestFailedException($"'{typeof(TProcess).Name}' has not come to rest after {MaxEndings} messages.");
            if (pending.Count > 0)
                Succeeds(answer);
            else if (WakeAt is { } at && at <= end)
                Advance(at > Now ? at - Now : TimeSpan.Zero);
            else
                throw new TestFailedException($"'{typeof(TProcess).Name}' still waits for {WakeAt:O}, more than {within} ahead.");
        }
    }

    private void Succeeds(Func<object, object?>? answer)
    {
        if (pending.Count > 0)
            Succeed(answer?.Invoke(pending[0]));
    }

    private void Refuses()
    {
        if (pending.Count > 0)
            Refuse(Unwilling);
    }

    private void MustBePure(object message)
    {
        if (Said(message) is var first && Said(message) is var second && first != second)
            throw new TestFailedException(
                $"'{typeof(TProcess).Name}' says two different things about the same {message.GetType().Name}: {first}, then {second}. "
                + "Let Next depend on the state, the message and the context only.");
    }

    private string Said(object message)
    {
        var id = 0;
        var context = new ProcessContext(
            key, customer is null ? null : CustomerId.Parse(customer), Now, () => new Guid(++id, 0, 0, new byte[8]));
        var move = ProcessMove.Of(State, TProcess.Next(State, message, context));
        var parts = new object?[] { move.State, move.WakeAt, move.Ends }.Concat(move.Send).Concat(move.Call).Concat(move.Notify);
        return string.Join(' ', parts.Select(part => part is null ? "null" : $"{part.GetType().Name} {Json(part)}"));
    }

    private static string Json(object value)
    {
        SealedJson.TryWrite(value, value.GetType(), StoredJson.Options, out var json);
        return json;
    }
}
