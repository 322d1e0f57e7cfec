namespace TestDigitalPlatform.Tool.Upgrade;

/// <summary>Decides for each file what the way from one version of the template to another means.</summary>
/// <param name="threeWay">Merges (base, ours, theirs) of one file; only asked when all three differ.</param>
internal sealed class Merge(Func<string, string, string, Task<(string Text, bool HasConflicts)>> threeWay)
{
    /// <param name="path">The file.</param>
    /// <param name="before">As the service's own version of the template makes it, if that has it.</param>
    /// <param name="ours">As the team has it, if it does.</param>
    /// <param name="after">As the new version of the template makes it, if that has it.</param>
    /// <returns>What to do; <see langword="null"/> when nothing is to do.</returns>
    public async Task<Change?> Of(string path, string? before, string? ours, string? after)
    {
        if (before == after || ours == after)
            return null;
        if (ours is null)
            return before is null ? new Change(path, ChangeKind.Added, after) : new Change(path, ChangeKind.LeftOut);
        if (before is not null && IsMigration(path))
            return new Change(path, ChangeKind.Kept);
        if (after is null)
            return new Change(path, ours == before ? ChangeKind.Removed : ChangeKind.Kept);
        if (ours == before)
            return new Change(path, ChangeKind.Updated, after);

        var (text, hasConflicts) = await threeWay(before ?? "", ours, after);
        return new Change(path, hasConflicts ? ChangeKind.Conflict : ChangeKind.Merged, text);
    }

    // An applied migration never changes (TDP0101), whatever the template would write today.
    private static bool IsMigration(string path) =>
        path.Contains("/Migrations/", StringComparison.Ordinal) && path.EndsWith(".sql", StringComparison.Ordinal);
}
