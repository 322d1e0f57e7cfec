using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Diagnostics;

// What statements say, where it can be read when compiling.
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor ColumnNotSelected = new(
        "TDP1017", "A list sorts or filters by a column that its statement doesn't select",
        "'{0}' {1} by '{2}', which the statement does not select, so that callers who use it get an error: "
        + "select {2}, or name the right column",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1017.md");

    public static readonly DiagnosticDescriptor FetchWrites = new(
        "TDP1033", "A fetch changes something",
        "This statement begins with '{0}', but what is fetched is fetched again after a lost race or a broken "
        + "connection, outside of the decision's transaction: move it into Decide, with .Store(…)",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1033.md");

    public static readonly DiagnosticDescriptor SelectsAll = new(
        "TDP1034", "A statement selects *",
        "'select *' reads columns that nobody asked for, and other ones after the next migration: name the columns",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1034.md");

    public static readonly DiagnosticDescriptor OrderedPage = new(
        "TDP1035", "The statement of a page orders or limits itself",
        "The statement has '{0}', but the platform puts sort, cursor and limit around it, and pages would miss rows: "
        + "remove it, and declare the order with [Sortable]",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1035.md");

    public static readonly DiagnosticDescriptor Offset = new(
        "TDP1036", "A statement skips rows by offset",
        "'offset' reads and throws away every row before it, and misses rows that come or go in between: "
        + "use a PageQuery<T>, which goes on from the last row's key",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1036.md");

    public static readonly DiagnosticDescriptor StatementInLoop = new(
        "TDP1037", "A statement is sent for each row of another",
        "db.{0} in a loop costs a round trip for each turn: use a join or '= any({{ids}})', or put the statements "
        + "into one db.Batch()",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1037.md");

    public static readonly DiagnosticDescriptor Returning = new(
        "TDP1038", "A stored statement returns something",
        "'returning' gives back what nobody reads, because the answer is decided before the rows are stored: "
        + "remove it, and make ids by context.NewId<TId>()",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1038.md");

    public static readonly DiagnosticDescriptor PlatformTable = new(
        "TDP1045", "A statement uses the platform's tables",
        "'tdp.{0}' belongs to the platform, which changes it without asking: "
        + "use what the platform offers, or a table of your own",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1045.md");

    public static readonly DiagnosticDescriptor NamedCustomer = new(
        "TDP1049", "A statement names a customer",
        "This statement names a customer, so it finds nothing for all others, and for one who sees all customers only that "
        + "one: leave the condition to row-level security, or take the customer from the message or the caller",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1049.md");

    public static readonly DiagnosticDescriptor ColumnMissing = new(
        "TDP1046", "A statement lacks a column that its rows need",
        "'{0}' needs the column {1}, which the statement does not select, so that each call would fail: "
        + "select {1}, or take it out of the record",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1046.md");

    public static readonly DiagnosticDescriptor StatementForm = new(
        "TDP0120", "A statement can't run as it is written",
        "{0}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP0120.md");
}
