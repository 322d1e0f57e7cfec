namespace Tdp.Testing;

/// <summary>Which tests run, and when one is given up.</summary>
/// <param name="Filter">A part of the name of a project, class or method; all of them without.</param>
/// <param name="Silence">How long a test, or a project between its tests, may say nothing.</param>
/// <param name="FailSkips">Whether a skipped test counts as failed.</param>
/// <param name="Long">Whether tests marked as long forms run too; those that the filter names always do.</param>
internal sealed record TestOptions(string? Filter, TimeSpan Silence, bool FailSkips, bool Long)
{
    // A query of the runner on traits alone: joined to names, it finds nothing.
    private const string ShortFormsOnly = "/[Form!=Long]";

    /// <summary>What tells the runner of one project to run these tests.</summary>
    public IReadOnlyList<string> Arguments() =>
    [
        .. FailSkips ? (string[])["-failSkips"] : [],
        .. Queries().SelectMany(query => new[] { "-filter", query }),
    ];

    // Any of: project, class, method. Whoever names a test wants it, long or not.
    private IEnumerable<string> Queries() => Filter is not null
        ? [$"/*{Filter}*", $"/*/*/*{Filter}*", $"/*/*/*/*{Filter}*"]
        : Long ? [] : [ShortFormsOnly];
}
