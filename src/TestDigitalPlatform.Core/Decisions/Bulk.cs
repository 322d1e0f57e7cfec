namespace TestDigitalPlatform;

/// <summary>Decides on many items at once, by the rules that there are for one.</summary>
/// <remarks>
/// A pure function of the items' decisions. What is accepted is stored in one transaction, with one audit entry and under one
/// idempotency key, so that a repeat does nothing again and is told the same outcomes.
/// </remarks>
public static class Bulk
{
    /// <summary>The most items of one command.</summary>
    public const int MaxItems = 1_000;

    /// <summary>Each item by itself: those that are refused change nothing and stop no other.</summary>
    /// <param name="items">The items; limit their number in the contract, to 1,000 at most.</param>
    /// <param name="decide">The decision on one of them.</param>
    /// <exception cref="ArgumentException">There are more than <see cref="MaxItems"/>.</exception>
    public static Decision<BulkAnswer<TAnswer>> Each<TItem, TAnswer>(
        IReadOnlyList<TItem> items, Func<TItem, Decision<TAnswer>> decide)
    {
        var decisions = All(items, decide);
        var outcomes = new BulkOutcome<TAnswer>[decisions.Length];
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = decisions[i].Refusal is { } refusal
                ? new(i, default, new BulkRefusal(refusal.Code, refusal.Message))
                : new(i, decisions[i].Answer, null);
        return Together(outcomes, decisions);
    }

    /// <summary>All items or none: the first refusal refuses the whole command.</summary>
    /// <param name="items">The items; limit their number in the contract, to 1,000 at most.</param>
    /// <param name="decide">The decision on one of them.</param>
    /// <exception cref="ArgumentException">There are more than <see cref="MaxItems"/>.</exception>
    public static Decision<BulkAnswer<TAnswer>> AllOrNone<TItem, TAnswer>(
        IReadOnlyList<TItem> items, Func<TItem, Decision<TAnswer>> decide)
    {
        var decisions = All(items, decide);
        var refused = Array.FindIndex(decisions, decision => decision.Refusal is not null);
        if (refused >= 0 && decisions[refused].Refusal is { } refusal)
            return Decision.Refuse(refusal with
            {
                Message = string.Create(
                    System.Globalization.CultureInfo.InvariantCulture, $"Nothing was done. Item {refused}: {refusal.Message}"),
            });
        return Together([.. decisions.Select((d, i) => new BulkOutcome<TAnswer>(i, d.Answer, null))], decisions);
    }

    private static Decision<TAnswer>[] All<TItem, TAnswer>(
        IReadOnlyList<TItem> items, Func<TItem, Decision<TAnswer>> decide)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(decide);
        return items.Count <= MaxItems
            ? [.. items.Select(decide)]
            : throw new ArgumentException($"A command has {MaxItems} items at most.", nameof(items));
    }

    private static Decision<BulkAnswer<TAnswer>> Together<TAnswer>(
        BulkOutcome<TAnswer>[] outcomes, Decision<TAnswer>[] decisions)
    {
        var accepted = decisions.Count(d => d.Refusal is null);
        var together = Decision.Accept(new BulkAnswer<TAnswer>(outcomes, accepted, outcomes.Length - accepted));
        foreach (var decision in decisions.Where(d => d.Refusal is null))
            together.Take(decision);
        return together;
    }
}
