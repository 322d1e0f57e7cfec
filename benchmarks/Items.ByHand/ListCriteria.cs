namespace Items;

/// <summary>Which items, in which order and from where on.</summary>
internal sealed record ListCriteria(string? Status, string? Sort, string? After, int Limit)
{
    internal const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    internal bool AreValid =>
        Limit is >= 1 and <= MaxLimit && Sort is null or "-createdAt" && Status is null or "open" or "closed";
}
