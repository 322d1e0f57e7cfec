namespace TestDigitalPlatform.Testing.Conformance.Filling;

/// <summary>
/// Chooses which columns have to differ between copies of a row, so that every key stays unique and every reference
/// finds its row.
/// </summary>
internal static class Variation
{
    internal static void Choose(IReadOnlyList<Table> tables, IReadOnlyList<ForeignKey> references)
    {
        var byName = tables.ToDictionary(t => t.Name);
        references = [.. references.Where(r => byName.ContainsKey(r.Table) && byName.ContainsKey(r.Target))];
        // Each choice may ask for others, in other tables; there are only so many columns.
        while (tables.Any(t => ChooseKeys(t, references))
            || references.Any(r => FollowReference(byName[r.Table], byName[r.Target], r)))
        {
            // Both have done their work when neither finds anything more.
        }
    }

    private static bool ChooseKeys(Table table, IReadOnlyList<ForeignKey> references)
    {
        var open = table.UniqueKeys.FirstOrDefault(key => key.Count > 0 && !table.HasVaried(key));
        return open is not null && table.Varied.Add(open.MinBy(column => Cost(table, column, references))!);
    }

    // A column of its own is the natural choice; then a reference, whose target is varied along; the customer last.
    private static int Cost(Table table, string column, IReadOnlyList<ForeignKey> references)
    {
        if (column == table.TenantColumn)
            return 2;
        return references.Any(r => r.Table == table.Name && r.Columns.Contains(column)) ? 1 : 0;
    }

    private static bool FollowReference(Table table, Table target, ForeignKey reference)
    {
        var changed = false;
        foreach (var (column, targetColumn) in reference.Columns.Zip(reference.TargetColumns))
        {
            // Customers are spread in a way of their own, which finds its row too.
            if (column == table.TenantColumn && targetColumn == target.TenantColumn && !table.Varied.Contains(column))
                continue;
            if (target.Varied.Contains(targetColumn))
                changed |= table.Varied.Add(column);
            else if (table.Varied.Contains(column))
                changed |= target.Varied.Add(targetColumn);
        }

        return changed;
    }
}
