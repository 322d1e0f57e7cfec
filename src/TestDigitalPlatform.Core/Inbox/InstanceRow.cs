namespace TestDigitalPlatform.Inbox;

/// <summary>Which instance of a process is looked for: one of another process or another customer is not found.</summary>
internal sealed record InstanceName(Guid Id, string Process, string? Customer);

/// <summary>An instance of a process as its row holds it.</summary>
/// <param name="Key">What the process finds it by.</param>
/// <param name="Version">How many transitions it has had.</param>
/// <param name="State">The name of its state.</param>
/// <param name="Body">The state, in JSON.</param>
/// <param name="WokenAt">When it wanted to be woken, once a message that wakes it is on its way.</param>
/// <param name="IsOver">Whether it has ended.</param>
/// <param name="Began">The first transition since it began, or began anew.</param>
internal sealed record InstanceRow(
    string Key, long Version, string State, string Body, DateTimeOffset? WokenAt, bool IsOver, long Began);
