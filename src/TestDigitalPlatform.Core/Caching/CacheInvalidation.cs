using System.Collections.Concurrent;

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
    /// <summary>
    /// For how long nothing is kept that depends on a change whose outcome is not known: longer than the database goes
    /// on with a statement whose caller is gone.
    /// </summary>
    internal static readonly TimeSpan Unsettled = TimeSpan.FromSeconds(60);

    // Past that many events and customers, one that is new makes every answer out of date.
    private const int MaxCounted = 100_000;
    private const int MaxUnsettled = 10_000;

    // In the place of an event: any of them. In the place of a customer: all of them.
    private const string Any = "*";
    private const string UnknownOutcome = "?";

    private static readonly string Settings = Name(typeof(PlatformSettingsChanged));

    private readonly HashSet<string> watched;
    private readonly HashSet<string> live;
    private readonly bool hasSettings;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<(string Event, string Customer), long> happened = new();
    private readonly ConcurrentDictionary<(string Event, string Customer), long> unsettled = new();

    private long everything;
    private long everythingUnsettled = long.MinValue;

    internal CacheInvalidation(IEnumerable<Operation> operations, TimeProvider? time = null)
    {
        watched = [.. operations.SelectMany(o => o.ChangedBy).Select(Name)];
        live = [.. operations.Where(o => IsStream(o.Answer)).SelectMany(o => o.ChangedBy).Select(Name)];
        hasSettings = watched.Contains(Settings);
        this.time = time ?? TimeProvider.System;
    }

    /// <summary>What other nodes have to be told, one line each.</summary>
    internal SignalQueue Outgoing { get; } = new($"{Any}|{Any}");

    internal bool IsNeeded => watched.Count > 0;

    /// <summary>Is told when streams may have something new, with the customer if it is known.</summary>
    internal Action<string?>? OnNews { get; set; }

    /// <summary>
    /// Takes note of what a decision told, here and on the other nodes. Called when it is committed, never before.
    /// </summary>
    internal void Changed(IReadOnlyList<IEvent> events, CustomerId? customer)
    {
        foreach (var @event in events)
            Tell(Name(@event.GetType()), customer, isUnsettled: false);
    }

    /// <summary>Takes note that whatever events of a type have led to may be otherwise now, for every customer.</summary>
    internal void Changed(Type @event) => Tell(Name(@event), customer: null, isUnsettled: false);

    /// <summary>
    /// Takes note of what a decision would have told, when it is not known whether it was committed, or will be.
    /// </summary>
    /// <remarks>
    /// The database may still be at it, so one note now would come too early: nothing that depends on the events is kept
    /// for a while, on any node.
    /// </remarks>
    internal void MayHaveChanged(IReadOnlyList<IEvent> events, CustomerId? customer)
    {
        foreach (var @event in events)
            Tell(Name(@event.GetType()), customer, isUnsettled: true);
    }

    /// <summary>
    /// Takes note of a command that was carried out before, perhaps by a node that ended before it could tell: which
    /// events it had is not known any more.
    /// </summary>
    internal void ChangedBefore(CustomerId? customer)
    {
        if (!IsNeeded)
            return;
        Count(Any, customer?.Value);
        Outgoing.Add($"{Any}|{customer?.Value}");
    }

    /// <summary>Takes note of another node's line.</summary>
    internal void Heard(string line)
    {
        switch (line.Split('|'))
        {
            case [Any, Any]:
                UnsettleEverything();
                break;
            case [var name, var customer] when IsKnown(name, customer):
                Count(name, customer);
                break;
            case [var name, var customer, UnknownOutcome] when IsKnown(name, customer):
                Unsettle(name, customer);
                break;
        }
    }

    /// <summary>Something may have been missed: no answer made before now is good any more.</summary>
    internal void DropEverything()
    {
        Interlocked.Increment(ref everything);
        if (live.Count > 0)
            OnNews?.Invoke(null);
    }

    /// <summary>
    /// The numbers that an answer for this customer depends on, added up: each only grows, so the sum tells.
    /// </summary>
    internal long Stamp(Operation operation, CustomerId? customer)
    {
        var sum = Interlocked.Read(ref everything) + Sum(Any, customer);
        foreach (var @event in operation.ChangedBy)
            sum += Sum(Name(@event), customer);
        // Whatever is fetched or computed may look at settings.
        return hasSettings ? sum + Sum(Settings, customer) : sum;
    }

    /// <summary>Whether an answer made now could be out of date at once, without a word to anybody.</summary>
    internal bool IsUnsettled(Operation operation, CustomerId? customer)
    {
        if (unsettled.IsEmpty && Interlocked.Read(ref everythingUnsettled) == long.MinValue)
            return false;
        var now = time.GetTimestamp();
        if (Interlocked.Read(ref everythingUnsettled) > now)
            return true;
        foreach (var @event in operation.ChangedBy)
        {
            if (IsUnsettled(Name(@event), customer, now))
                return true;
        }

        return hasSettings && IsUnsettled(Settings, customer, now);
    }

    private bool IsUnsettled(string name, CustomerId? customer, long now) => customer is null
        ? IsUnsettled((name, Any), now)
        : IsUnsettled((name, customer.Value.Value), now) || IsUnsettled((name, ""), now);

    // Whoever is signed in to the database can notify: only what this node could have told counts.
    private bool IsKnown(string name, string customer) =>
        (name == Any || watched.Contains(name))
        && (customer.Length == 0 || CustomerId.TryParse(customer, null, out _));

    private void Tell(string name, CustomerId? customer, bool isUnsettled)
    {
        if (!watched.Contains(name))
            return;
        Count(name, customer?.Value);
        Outgoing.Add($"{name}|{customer?.Value}");
        if (!isUnsettled)
            return;
        Unsettle(name, customer?.Value ?? "");
        Outgoing.Add($"{name}|{customer?.Value}|{UnknownOutcome}");
    }

    // A platform-wide answer depends on every customer; a customer's on its own and on what was told for nobody in
    // particular.
    private long Sum(string name, CustomerId? customer) =>
        customer is null ? Of(name, Any) : Of(name, customer.Value.Value) + Of(name, "");

    private void Count(string name, string? customer)
    {
        if (!happened.ContainsKey((name, customer ?? "")) && happened.Count >= MaxCounted)
        {
            DropEverything();
            return;
        }

        happened.AddOrUpdate((name, customer ?? ""), 1, static (_, n) => n + 1);
        happened.AddOrUpdate((name, Any), 1, static (_, n) => n + 1);
        if (live.Contains(name))
            OnNews?.Invoke(customer);
    }

    private void Unsettle(string name, string customer)
    {
        Count(name, customer);
        if (unsettled.Count >= MaxUnsettled)
        {
            UnsettleEverything();
            return;
        }

        var until = Until();
        unsettled[(name, customer)] = until;
        unsettled[(name, Any)] = until;
    }

    // The lines of another node that say which may have been among those that were too many.
    private void UnsettleEverything()
    {
        Interlocked.Exchange(ref everythingUnsettled, Until());
        DropEverything();
    }

    private long Until() => time.GetTimestamp() + (long)(Unsettled.TotalSeconds * time.TimestampFrequency);

    private bool IsUnsettled((string Event, string Customer) what, long now)
    {
        if (!unsettled.TryGetValue(what, out var until))
            return false;
        if (until > now)
            return true;
        // Only if nobody has set it anew.
        unsettled.TryRemove(new KeyValuePair<(string Event, string Customer), long>(what, until));
        return false;
    }

    private long Of(string name, string customer) => happened.GetValueOrDefault((name, customer));

    private static bool IsStream(Type answer) =>
        answer.IsGenericType && answer.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>);

    private static string Name(Type @event) => @event.FullName!;
}
