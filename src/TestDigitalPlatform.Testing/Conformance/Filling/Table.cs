namespace TestDigitalPlatform.Testing.Conformance.Filling;

/// <summary>One table of the service, and what its rows have to keep.</summary>
internal sealed record Table(
    string Name, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> UniqueKeys, string? TenantColumn)
{
    /// <summary>The columns that differ from copy to copy of one row.</summary>
    internal HashSet<string> Varied { get; } = new(StringComparer.Ordinal);

    internal bool HasVaried(IEnumerable<string> columns) => columns.Any(Varied.Contains);
}

/// <summary>One column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as PostgreSQL writes it.</param>
internal sealed record Column(string Name, string Type);

/// <summary>What a column's values must be found in.</summary>
internal sealed record ForeignKey(
    string Table, IReadOnlyList<string> Columns, string Target, IReadOnlyList<string> TargetColumns);
