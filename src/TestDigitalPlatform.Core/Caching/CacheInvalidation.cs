using System.Collections.Concurrent;
using System.Threading.Channels;

namespace TestDigitalPlatform.Caching;

/// <summary>
/// Knows, for each event that cached answers depend on, how often it has happened: for one customer and in all.
/// </summary>
/// <remarks>
/// An answer remembers the numbers from before its fetch began. When one has grown since, the answer is out of date:
/// nothing has to be found and removed, and an event that arrives while an answer is being made can't be missed.
/// </remarks>
internal sealed class CacheInvalidation
{
    // Past that many events and customers, one that is new makes every answer out of date.
    private const int MaxCounted = 100_000;

    private readonly HashSet<string> watched;
    private readonly ConcurrentDictionary<(string Event, string Customer), long> happened = new();
    private readonly Channel<string> outgoing = Channel.CreateBounded<string>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private long everything;

    internal CacheInvalidation(IEnumerable<Operation> operations) =>
        watched = [.. operations.SelectMany(o => o.ChangedBy).Select(Name)];

    /// <summary>What other nodes have to be told, one line each.</summary>
    internal ChannelReader<string> Outgoing => outgoing.Reader;

    internal bool IsNeeded => watched.Count > 0;

    /// <summary>
    /// Takes note of what a decision told, here and on the other nodes. Called when it is committed, never before.
    /// </summary>
    internal void Changed(IReadOnlyList<IEvent> events, CustomerId? customer)
    {
        foreach (var @event in events)
        {
            var name = Name(@event.GetType());
            if (!watched.Contains(name))
                continue;
            Count(name, customer?.Value);
            if (!outgoing.Writer.TryWrite($"{name}|{customer?.Value}"))
                DropEverything();
        }
    }

    /// <summary>Takes note of another node's line.</summary>
    internal void Heard(string line)
    {
        // Whoever is signed in to the database can notify: only what this node could have told counts.
        if (line.Split('|') is [var name, var customer] && watched.Contains(name)
            && (customer.Length == 0 || CustomerId.TryParse(customer, null, out _)))
            Count(name, customer.Length == 0 ? null : customer);
    }

    /// <summary>Something may have been missed: no answer made before now is good any more.</summary>
    internal void DropEverything() => Interlocked.Increment(ref everything);

    /// <summary>
    /// The numbers that an answer for this customer depends on, added up: each only grows, so the sum tells.
    /// </summary>
    internal long Stamp(Operation operation, CustomerId? customer)
    {
        var sum = Interlocked.Read(ref everything);
        foreach (var @event in operation.ChangedBy)
        {
            var name = Name(@event);
            // A platform-wide answer depends on every customer; a customer's on its own and on what was told for nobody
            // in particular.
            sum += customer is null ? Of(name, "*") : Of(name, customer.Value.Value) + Of(name, "");
        }

        return sum;
    }

    private void Count(string name, string? customer)
    {
        if (!happened.ContainsKey((name, customer ?? "")) && happened.Count >= MaxCounted)
        {
            DropEverything();
            return;
        }

        happened.AddOrUpdate((name, customer ?? ""), 1, static (_, n) => n + 1);
        happened.AddOrUpdate((name, "*"), 1, static (_, n) => n + 1);
    }

    private long Of(string name, string customer) => happened.GetValueOrDefault((name, customer));

    private static string Name(Type @event) => @event.FullName!;
}
