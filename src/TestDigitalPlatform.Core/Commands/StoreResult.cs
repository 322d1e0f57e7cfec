using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.Commands;

/// <summary>What became of a decision's batch. Whatever it is, the batch took effect wholly or not at all.</summary>
internal sealed record StoreResult(StoreEnd End, Refusal? Refusal = null)
{
    private const string PlatformSchema = "tdp";

    internal static readonly StoreResult Stored = new(StoreEnd.Stored);

    /// <summary>
    /// Reads the server's "no": a race, a repeat or a broken rule; <see langword="null"/> for what is nobody's business
    /// but ours.
    /// </summary>
    /// <param name="e">What the server said.</param>
    /// <param name="rows">The decision's statements.</param>
    /// <param name="failed">The one that it said it about; -1 for none of them, as at the end of the
    /// transaction.</param>
    internal static StoreResult? Of(PostgresException e, IReadOnlyList<StoredRow> rows, int failed)
    {
        if (DatabaseError.KindOf(e) == DatabaseErrorKind.Race)
            return new(StoreEnd.LostRace);
        if (e is { SqlState: PostgresErrorCodes.UniqueViolation, SchemaName: PlatformSchema, ConstraintName: "idempotency_pkey" })
            return new(StoreEnd.Repeated);
        if (RefusedValue.Of(e) is not { } refusal || (failed < 0 && !IsDeferred(e)))
            return null;
        return new(StoreEnd.Refused, (IsConstraint(e) ? RowOf(e, rows, failed)?.OrRefuse : null) ?? refusal);
    }

    private static bool IsConstraint(PostgresException e) => e.SqlState.StartsWith("23", StringComparison.Ordinal)
        || e.SqlState is PostgresErrorCodes.RaiseException or PostgresErrorCodes.WithCheckOptionViolation
            or PostgresErrorCodes.TransactionIntegrityConstraintViolation;

    // A deferred constraint speaks when the transaction ends, when it is about none of the statements.
    private static bool IsDeferred(PostgresException e) => IsConstraint(e) && e.SchemaName != PlatformSchema;

    // Of a deferred constraint, the table is known: what was last to be stored there and said what to answer. Else there
    // is no doubt only when one statement said it.
    private static StoredRow? RowOf(PostgresException e, IReadOnlyList<StoredRow> rows, int failed)
    {
        if (failed >= 0)
            return Answers(rows[failed], e) ? rows[failed] : null;
        var answering = rows.Where(row => row.OrRefuse is not null && Answers(row, e)).ToArray();
        return Array.FindLast(answering, row => Names(row, e.TableName))
            ?? (answering.Length == 1 ? answering[0] : null);
    }

    private static bool Answers(StoredRow row, PostgresException e) =>
        row.Constraint is null || row.Constraint == e.ConstraintName;

    private static bool Names(StoredRow row, string? table) =>
        row.Sql.Rendered.Shape.Tokens.Exists(token => token.IsWord && token.Text == table);
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
