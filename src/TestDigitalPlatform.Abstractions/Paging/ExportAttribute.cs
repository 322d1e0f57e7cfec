namespace TestDigitalPlatform;

/// <summary>
/// Lets callers of a <see cref="PageQuery{TItem}"/> have the whole list in one answer, as CSV (RFC 4180) or JSON Lines.
/// </summary>
/// <remarks>
/// Who asks with <c>Accept: text/csv</c> or <c>Accept: application/jsonl</c> gets all items that match, with the same
/// filters, sort and isolation as page by page; <c>limit</c> means nothing then. It is read and sent in parts, so that it
/// takes as much memory for a million items as for a thousand; items that come or go meanwhile may be in it or not.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ExportAttribute : Attribute
{
    /// <summary>How many items an export has at most unless <see cref="MaxItems"/> is set.</summary>
    public const int DefaultMaxItems = 1_000_000;

    /// <summary>How many items an export has at most. A longer one is broken off, so that nobody takes it for
    /// whole.</summary>
    /// <value>1,000,000 unless set.</value>
    public int MaxItems { get; init; } = DefaultMaxItems;
}
