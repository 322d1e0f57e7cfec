using Npgsql;

namespace TestDigitalPlatform.Data;

/// <summary>What an error of the database is about, by the class of its SQLSTATE.</summary>
internal enum DatabaseErrorKind
{
    /// <summary>The statement or the schema is wrong: a fault of ours.</summary>
    Fault,

    /// <summary>A value that came with the request can't be stored or computed with, or breaks a rule.</summary>
    Value,

    /// <summary>Something named is not there, or others still refer to what would go.</summary>
    Reference,

    /// <summary>Something with these values is there already, or excludes them.</summary>
    Duplicate,

    /// <summary>Another transaction came first, or the plan grew old: the same may succeed at once.</summary>
    Race,

    /// <summary>The server can't do it now: the same may succeed later.</summary>
    Unavailable,
}

/// <summary>
/// Sorts the database's errors by class ("PostgreSQL Error Codes" in its documentation), so that one which nobody
/// thought of is told for what it is.
/// </summary>
internal static class DatabaseError
{
    /// <summary>The state of <c>tdp.changed</c>: a statement that had to change a row changed none.</summary>
    internal const string NothingChanged = "TDP01";

    // The C function that finds a prepared statement's plan out of date, whatever language the message is in.
    private const string StalePlan = "RevalidateCachedQuery";

    internal static DatabaseErrorKind KindOf(PostgresException e) => e.SqlState switch
    {
        NothingChanged => DatabaseErrorKind.Race,
        PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation => DatabaseErrorKind.Reference,
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation => DatabaseErrorKind.Duplicate,
        // A constraint's trigger says no as the transaction ends.
        PostgresErrorCodes.TransactionIntegrityConstraintViolation => DatabaseErrorKind.Value,
        PostgresErrorCodes.StatementCompletionUnknown => DatabaseErrorKind.Unavailable,
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ObjectInUse => DatabaseErrorKind.Race,
        // What a trigger or a function of the service raises is a rule of its data.
        PostgresErrorCodes.RaiseException => DatabaseErrorKind.Value,
        PostgresErrorCodes.ProgramLimitExceeded or PostgresErrorCodes.StatementTooComplex => DatabaseErrorKind.Value,
        // The server was made a standby, or the transaction was idle for too long: not about this request.
        PostgresErrorCodes.ReadOnlySqlTransaction or "25P03" or "25P04" =>
            DatabaseErrorKind.Unavailable,
        PostgresErrorCodes.InvalidSqlStatementName => DatabaseErrorKind.Race,
        PostgresErrorCodes.FeatureNotSupported when e.Routine == StalePlan => DatabaseErrorKind.Race,
        _ => KindOfClass(e.SqlState),
    };

    /// <summary>Whether it is certain that nothing of a batch took effect.</summary>
    /// <remarks>
    /// An error ends a transaction. What ends the connection says nothing about it, whoever it comes from: a server that
    /// stops may have committed before.
    /// </remarks>
    internal static bool IsUndone(Exception e) =>
        e is PostgresException { InvariantSeverity: "ERROR", SqlState: not PostgresErrorCodes.StatementCompletionUnknown };

    /// <summary>Whether the same may succeed when it is sent again.</summary>
    internal static bool IsPassing(NpgsqlException e) => e is PostgresException refused
        ? KindOf(refused) is DatabaseErrorKind.Race or DatabaseErrorKind.Unavailable
        : e.IsTransient || e.InnerException is TimeoutException;

    /// <summary>Whether to send it again at once rather than tell the caller to.</summary>
    internal static bool IsWorthRepeating(NpgsqlException e) =>
        // Who ran out of time once would keep the caller waiting as long again.
        e.SqlState is not PostgresErrorCodes.QueryCanceled && (e is PostgresException ? IsPassing(e) : e.IsTransient);

    /// <summary>Whether the connections lead to a server that takes no changes any more.</summary>
    internal static bool IsDemoted(Exception e) =>
        e is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction };

    private static DatabaseErrorKind KindOfClass(string state) => state.Length < 2 ? DatabaseErrorKind.Fault : state[..2] switch
    {
        // Cardinality, data, integrity, with check option.
        "21" or "22" or "23" or "44" => DatabaseErrorKind.Value,
        // Transaction rollback, snapshot too old.
        "40" or "72" => DatabaseErrorKind.Race,
        // Connection, authorization, no such database, resources, operator intervention, system.
        "08" or "28" or "3D" or "53" or "57" or "58" => DatabaseErrorKind.Unavailable,
        _ => DatabaseErrorKind.Fault,
    };
}
