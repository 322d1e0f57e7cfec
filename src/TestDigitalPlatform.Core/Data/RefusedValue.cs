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
        "A value is too long or too large, or violates a constraint of the stored data. Nothing was done.",
        RefusalKind.Invalid);

    private static readonly Refusal BrokenReference = new(
        "broken_reference",
        "The request refers to an item that does not exist, or other items still refer to what it would remove. "
        + "Nothing was done.");

    private static readonly Refusal AlreadyExists = new(
        "already_exists",
        "An item with these values, or one that conflicts with them, already exists. Nothing was done.");

    /// <returns><see langword="null"/> for what is not about a caller's value.</returns>
    internal static Refusal? Of(PostgresException e) => DatabaseError.KindOf(e) switch
    {
        DatabaseErrorKind.Value => NotStorable,
        DatabaseErrorKind.Reference => BrokenReference,
        DatabaseErrorKind.Duplicate => AlreadyExists,
        _ => null,
    };
}
