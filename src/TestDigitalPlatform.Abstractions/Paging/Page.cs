namespace TestDigitalPlatform;

/// <summary>One page of a list, and the cursor of the next page.</summary>
/// <param name="Items">The items in the requested order; at most the requested limit, possibly none.</param>
/// <param name="Next">The cursor to send as <c>after</c> for the following page; <see langword="null"/> on the last
/// page. Opaque and signed: valid only for the same query, filters, sort order and customer.</param>
/// <param name="Count">The number of all matching items if <c>count=true</c> was requested; at most 10,000, which
/// means "10,000 or more".</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next = null, int? Count = null)
    where T : notnull;
