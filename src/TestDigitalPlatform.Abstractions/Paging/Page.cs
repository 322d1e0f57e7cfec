namespace TestDigitalPlatform;

/// <summary>One part of a list, and how to get the next.</summary>
/// <param name="Items">The items in the order asked for; at most the limit asked for, and possibly none.</param>
/// <param name="Next">The cursor to send as <c>after</c> for the following page; <see langword="null"/> on the last
/// page. Opaque and signed: it fits only the same query with the same filters and sort, for the same customer.</param>
/// <param name="Count">How many items match in all, when <c>count=true</c> was asked for; at most 10,000, which then
/// means "that many or more".</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next = null, int? Count = null)
    where T : notnull;
