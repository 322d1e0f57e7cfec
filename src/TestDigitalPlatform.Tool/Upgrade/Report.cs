namespace TestDigitalPlatform.Tool.Upgrade;

/// <summary>Tells a person what an upgrade did, file by file, and what is left to do.</summary>
internal static class Report
{
    public static void Write(string from, string to, IReadOnlyList<Change> changes)
    {
        foreach (var same in changes.GroupBy(change => change.Kind).OrderBy(same => same.Key))
        {
            Console.WriteLine(Title(same.Key));
            foreach (var change in same)
                Console.WriteLine($"  {change.Path}");
        }

        var conflicts = changes.Count(change => change.Kind is ChangeKind.Conflict);
        if (conflicts > 0)
            Console.Error.WriteLine(
                $"Upgraded from {from} to {to} with {conflicts} file(s) in conflict. Resolve the conflicts "
                + "(<<<<<<<), then build and test.");
        else
            Console.WriteLine($"Upgraded from {from} to {to}. Build and test, then commit.");
    }

    private static string Title(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "Added:",
        ChangeKind.Updated => "Updated:",
        ChangeKind.Merged => "Merged with your edits:",
        ChangeKind.Removed => "Removed, because the template no longer has it:",
        ChangeKind.LeftOut => "Not added, because you removed it:",
        ChangeKind.Kept => "Not changed, although the template changed it (a migration that may have run, or a file "
            + "that it removed and you edited):",
        _ => "In conflict with your edits:",
    };
}
