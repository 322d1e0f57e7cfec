namespace TestDigitalPlatform.Maintenance;

/// <summary>Gets the rotations and erasures of a customer that were asked for in this service, newest first.</summary>
/// <param name="Customer">The customer.</param>
[Get("/platform/customers/{customer}/key-changes"), Allow(Role.PlatformAdministrator, Role.PlatformMaintenance)]
public sealed record GetKeyChanges(CustomerId Customer) : IQuery<KeyChanges>;

/// <summary>Changes of a customer's keys.</summary>
/// <param name="Items">At most 100.</param>
public sealed record KeyChanges(IReadOnlyList<KeyChange> Items);

/// <summary>One change of a customer's keys.</summary>
/// <param name="Kind"><c>rotation</c> or <c>erasure</c>.</param>
/// <param name="State"><c>requested</c> until it has ended, then <c>done</c>.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="RequestedBy">Who asked for it.</param>
/// <param name="EndedAt">When it was done.</param>
/// <param name="Destroyed">The keys that an erasure has destroyed, with the proof of it.</param>
public sealed record KeyChange(
    string Kind, string State, DateTimeOffset RequestedAt, string RequestedBy, DateTimeOffset? EndedAt,
    IReadOnlyList<ErasedKey> Destroyed);

/// <summary>A key that was destroyed.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Fingerprint">The SHA-256 of its bytes, in hexadecimal: who still had the key could be found out by it.</param>
public sealed record ErasedKey(int Number, string Fingerprint);
