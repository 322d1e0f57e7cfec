using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform;

/// <summary>A query whose answer is a list, read page by page.</summary>
/// <remarks>
/// Paging is by key, not by offset: page 10,000 costs what the first one costs, and rows that come or go in between
/// neither repeat nor hide others. Declare what may be filtered with <see cref="FilterAttribute"/> and what may be
/// sorted with <see cref="SortableAttribute"/>; anything else in a request is refused.
/// </remarks>
/// <typeparam name="TItem">One row of the list.</typeparam>
public abstract record PageQuery<TItem> : IQuery<Page<TItem>>
    where TItem : notnull
{
    /// <summary>How many items a page holds when the caller does not say.</summary>
    public const int DefaultLimit = 50;

    /// <summary>The most items a page can hold.</summary>
    public const int MaxLimit = 500;

    /// <summary>How many items to return, from 1 to 500.</summary>
    [Range(1, MaxLimit)]
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>The <c>next</c> cursor of the page before; the first page without it.</summary>
    [MaxLength(2_000)]
    public string? After { get; init; }

    /// <summary>The fields to sort by, separated by commas, each with <c>-</c> in front to sort downwards.</summary>
    public string? Sort { get; init; }

    /// <summary>Whether to count all matching items too, up to 10,000.</summary>
    public bool Count { get; init; }
}
