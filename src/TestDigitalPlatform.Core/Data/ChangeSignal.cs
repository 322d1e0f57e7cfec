using System.Collections.Concurrent;

namespace TestDigitalPlatform.Data;

/// <summary>Wakes those who wait for a change of a customer's data.</summary>
internal sealed class ChangeSignal
{
    // In the place of a customer: the platform's own people, who see them all.
    private const string Everybody = "";

    private readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = new(StringComparer.Ordinal);

    /// <summary>Completes at the next change. Ask before you look, so that none is missed in between.</summary>
    internal Task Next(CustomerId? customer) => waiting.GetOrAdd(
        customer?.Value ?? Everybody, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <param name="customer">Whose data has changed; <see langword="null"/> or nothing for anybody's.</param>
    internal void Happened(string? customer)
    {
        if (waiting.IsEmpty)
            return;
        Wake(Everybody);
        if (customer is { Length: > 0 })
            Wake(customer);
        else
            foreach (var each in waiting.Keys)
                Wake(each);
    }

    private void Wake(string customer)
    {
        if (waiting.TryRemove(customer, out var waiters))
            waiters.TrySetResult();
    }
}
