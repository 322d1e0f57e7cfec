using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform;

/// <summary>A query whose answer is a list, read page by page.</summary>
/// <remarks>
/// Paging uses keyset cursors, not offsets: page 10,000 costs the same as the first page, and rows that are added or
/// removed in between neither repeat nor hide others. Declare filters with <see cref="FilterAttribute"/> and sort
/// fields with <see cref="SortableAttribute"/>; anything else in a request is refused.
/// </remarks>
/// <typeparam name="TItem">An item of the list.</typeparam>
public abstract record PageQuery<TItem> : IQuery<Page<TItem>>
    where TItem : notnull
{
    /// <summary>The default number of items of a page.</summary>
    public const int DefaultLimit = 50;

    /// <summary>The maximum number of items of a page.</summary>
    public const int MaxLimit = 500;

    /// <summary>The number of items to return, from 1 to 500.</summary>
    [Range(1, MaxLimit)]
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>The <c>next</c> cursor of the previous page; null for the first page.</summary>
    [MaxLength(2_000)]
    public string? After { get; init; }

    /// <summary>The fields to sort by, separated by commas; the prefix <c>-</c> means descending.</summary>
    public string? Sort { get; init; }

    /// <summary>Whether to also count all matching items, up to 10,000.</summary>
    public bool Count { get; init; }
}
