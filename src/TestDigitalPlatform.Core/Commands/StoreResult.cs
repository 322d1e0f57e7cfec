using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.Commands;

/// <summary>What became of a decision's batch. Whatever it is, the batch took effect wholly or not at all.</summary>
internal sealed record StoreResult(StoreEnd End, Refusal? Refusal = null)
{
    private static readonly Refusal AlreadyExists = new(
        "already_exists", "There is one already, and there can be only one.");

    internal static readonly StoreResult Stored = new(StoreEnd.Stored);

    /// <summary>
    /// Reads the server's "no": a race, a repeat or a broken rule; <see langword="null"/> for what is nobody's business
    /// but ours.
    /// </summary>
    /// <param name="e">What the server said.</param>
    /// <param name="row">The statement that it said it about, if that was one of the decision's.</param>
    internal static StoreResult? Of(PostgresException e, StoredRow? row) => e.SqlState switch
    {
        "TDP01" or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected =>
            new(StoreEnd.LostRace),
        PostgresErrorCodes.UniqueViolation when e is { SchemaName: "tdp", ConstraintName: "idempotency_pkey" } =>
            new(StoreEnd.Repeated),
        PostgresErrorCodes.UniqueViolation when row is not null => new(StoreEnd.Refused, row.OrRefuse ?? AlreadyExists),
        _ when row is not null && RefusedValue.Of(e) is { } refusal => new(StoreEnd.Refused, refusal),
        _ => null,
    };
}

internal enum StoreEnd
{
    /// <summary>It is committed.</summary>
    Stored,

    /// <summary>Another change came first: fetch and decide again.</summary>
    LostRace,

    /// <summary>The same attempt was stored by another request in the meantime.</summary>
    Repeated,

    /// <summary>A constraint forbids it, or a value that can't be stored.</summary>
    Refused,
}
