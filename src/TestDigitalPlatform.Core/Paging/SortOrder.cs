namespace TestDigitalPlatform.Paging;

/// <summary>One step of an order.</summary>
internal readonly record struct SortTerm<TItem>(SortColumn<TItem> Column, bool Down);

/// <summary>The orders that a list offers.</summary>
internal sealed class SortOrder<TItem>(SortColumn<TItem>[] sorts, SortColumn<TItem> key, string defaultSort)
{
    /// <summary>Reads <c>-submittedAt,title</c>, and appends the key so that the order is total.</summary>
    /// <exception cref="InvalidInputException">A field is unknown, or named twice.</exception>
    internal SortTerm<TItem>[] Parse(string? sort)
    {
        var terms = new List<SortTerm<TItem>>(2);
        foreach (var range in (string.IsNullOrEmpty(sort) ? defaultSort : sort).AsSpan().Split(','))
        {
            var field = (string.IsNullOrEmpty(sort) ? defaultSort : sort).AsSpan()[range].Trim();
            var down = field is ['-', ..];
            if (down)
                field = field[1..];
            var column = Find(field) ?? throw Unknown(field.ToString());
            if (terms.Exists(t => t.Column == column))
                throw new InvalidInputException(
                    "sort", "repeated_sort", $"'{column.Name}' appears more than once. Name each field once.");
            terms.Add(new(column, down));
        }

        // The key follows the last direction, so that a sort by one field is one row comparison, which an index serves.
        if (!terms.Exists(t => t.Column.Column == key.Column))
            terms.Add(new(key, terms[^1].Down));
        return [.. terms];
    }

    private SortColumn<TItem>? Find(ReadOnlySpan<char> field)
    {
        foreach (var sort in sorts)
        {
            if (field.SequenceEqual(sort.Name))
                return sort;
        }

        return field.SequenceEqual(key.Name) ? key : null;
    }

    private InvalidInputException Unknown(string field)
    {
        var shown = field.Length > 50 ? field[..50] + "…" : field;
        var known = string.Join(", ", sorts.Select(s => s.Name).Append(key.Name).Distinct());
        return new InvalidInputException(
            "sort", "unknown_sort",
            $"Can't sort by '{shown}'. Sortable: {known}. Prefix a field with - to sort in descending order.");
    }
}
