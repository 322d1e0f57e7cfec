namespace TestDigitalPlatform.ExternalCalls;

/// <summary>The external calls of the service.</summary>
internal sealed class ExternalCallRegistry
{
    private readonly Dictionary<string, ExternalCallDefinition> byName;

    /// <exception cref="PlatformException">TDP0367: two handlers make the same call.</exception>
    internal ExternalCallRegistry(IReadOnlyList<ExternalCallDefinition> calls)
    {
        if (calls.GroupBy(call => call.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new PlatformException(
                "TDP0367", $"'{twice.First().Handler.Name}' and '{twice.Last().Handler.Name}' both make the external call "
                + $"'{twice.Key}', and only one can: delete the other one.");
        byName = calls.ToDictionary(call => call.Name, StringComparer.Ordinal);
    }

    /// <summary>Makes calls in the place of their handlers, in a test; its answer is the call's unless it is
    /// <see langword="null"/>.</summary>
    internal Func<IAnyExternalCall, Task<object?>?>? Stub { get; set; }

    internal IReadOnlyCollection<ExternalCallDefinition> All => byName.Values;

    internal ExternalCallDefinition? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>What the service sends to itself because of its external calls, and handles.</summary>
    internal static IEnumerable<EventSubscription> OwnMessages(IReadOnlyList<ExternalCallDefinition> calls) => calls.Count == 0
        ? []
        : [EventSubscription.OfOwn<CallEnded>(CallEnded.WireName, new CallEndedSteps())];
}
