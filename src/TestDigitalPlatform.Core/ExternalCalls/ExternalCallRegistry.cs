namespace TestDigitalPlatform.ExternalCalls;

/// <summary>The external calls of the service.</summary>
internal sealed class ExternalCallRegistry
{
    private readonly Dictionary<string, ExternalCallDefinition> byName;

    /// <exception cref="PlatformException">TDP0367: two handlers make the same call.</exception>
    internal ExternalCallRegistry(IReadOnlyList<ExternalCallDefinition> calls)
    {
        if (calls.SelectMany(call => call.Names, (call, name) => (Name: name, call.Handler)).GroupBy(call => call.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new PlatformException(
                "TDP0367", $"'{twice.First().Handler.Name}' and '{twice.Last().Handler.Name}' both make the external call "
                + $"'{twice.Key}', and only one can: delete the other one.");
        byName = calls.SelectMany(call => call.Names, (call, name) => (Call: call, Name: name))
            .ToDictionary(named => named.Name, named => named.Call, StringComparer.Ordinal);
    }

    /// <summary>Makes calls in the place of their handlers, in a test; its answer is the call's unless it is
    /// <see langword="null"/>.</summary>
    internal Func<IAnyExternalCall, Task<object?>?>? Stub { get; set; }

    internal IReadOnlyDictionary<string, ExternalCallDefinition> All => byName;

    internal ExternalCallDefinition? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>What the service sends to itself because of its external calls, and handles.</summary>
    internal static IEnumerable<EventSubscription> OwnMessages(IReadOnlyList<ExternalCallDefinition> calls) => calls.Count == 0
        ? []
        : [EventSubscription.OfOwn<CallEnded>(CallEnded.WireName, new CallEndedSteps())];
}
