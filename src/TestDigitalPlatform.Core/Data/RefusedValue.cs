using Npgsql;

namespace TestDigitalPlatform.Data;

/// <summary>What PostgreSQL says "no" to because of a value that came with the request, not because of us.</summary>
/// <remarks>
/// Contracts bound what callers send, but not every limit of a table can be seen from there: how long a text an index
/// takes depends on how well it compresses.
/// </remarks>
internal static class RefusedValue
{
    private static readonly Refusal NotStorable = new(
        "value_not_storable",
        "A value is longer or larger than can be stored or looked for, or breaks a rule of the data. Nothing was done.",
        RefusalKind.Invalid);

    private static readonly Refusal BrokenReference = new(
        "broken_reference",
        "Something named here is not there any more, or others still refer to what would be removed. Nothing was "
        + "done.");

    private static readonly Refusal AlreadyExists = new(
        "already_exists", "An item with these values already exists, or one that excludes them. Nothing was done.");

    /// <returns><see langword="null"/> for what is not about a caller's value.</returns>
    internal static Refusal? Of(PostgresException e) => DatabaseError.KindOf(e) switch
    {
        DatabaseErrorKind.Value => NotStorable,
        DatabaseErrorKind.Reference => BrokenReference,
        DatabaseErrorKind.Duplicate => AlreadyExists,
        _ => null,
    };
}
