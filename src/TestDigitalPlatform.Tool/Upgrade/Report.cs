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
                $"From {from} to {to}, but for {conflicts} file(s) in conflict: look for <<<<<<< in them, decide, then "
                + "build and test.");
        else
            Console.WriteLine($"From {from} to {to}. Build and test, then commit.");
    }

    private static string Title(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "Added:",
        ChangeKind.Updated => "Updated:",
        ChangeKind.Merged => "Merged with your edits:",
        ChangeKind.Removed => "Removed, as the template has it no longer:",
        ChangeKind.LeftOut => "Left out, as you have removed it:",
        ChangeKind.Kept => "Left as it is, although the template changed it (a migration that may have run, or a file "
            + "it dropped and you edited):",
        _ => "In conflict with your edits:",
    };
}
