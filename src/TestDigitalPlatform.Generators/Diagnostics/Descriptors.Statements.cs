using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Diagnostics;

// What statements say, where it can be read when compiling.
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor ColumnNotSelected = new(
        "TDP1017", "A list sorts or filters by a column that its statement doesn't select",
        "'{0}' {1} by '{2}', which the statement does not select, so requests that use it fail: "
        + "select {2}, or name the right column",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1017.md");

    public static readonly DiagnosticDescriptor FetchWrites = new(
        "TDP1033", "A fetch changes data",
        "This statement begins with '{0}', but a fetch is repeated after a conflict or a lost "
        + "connection, outside the decision's transaction: move it into Decide, with .Insert(…) or .Change(…)",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1033.md");

    public static readonly DiagnosticDescriptor SelectsAll = new(
        "TDP1034", "A statement selects *",
        "'select *' reads unneeded columns, and changes its result with the next migration: name the columns",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1034.md");

    public static readonly DiagnosticDescriptor OrderedPage = new(
        "TDP1035", "The statement of a page has its own order or limit",
        "The statement has '{0}', but the platform adds sort order, cursor and limit, so pages would miss rows: "
        + "remove it, and declare the order with [Sortable]",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1035.md");

    public static readonly DiagnosticDescriptor Offset = new(
        "TDP1036", "A statement skips rows by offset",
        "'offset' reads and discards all rows before it, and skips rows when others are added or removed: "
        + "use a PageQuery<T>, which continues from the last row's key",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1036.md");

    public static readonly DiagnosticDescriptor StatementInLoop = new(
        "TDP1037", "A statement runs for each row of another",
        "db.{0} in a loop costs a round trip per iteration: use a join or '= any({{ids}})', or put the statements "
        + "into one db.Batch()",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1037.md");

    public static readonly DiagnosticDescriptor Returning = new(
        "TDP1038", "A stored statement returns something",
        "The result of 'returning' is never read, because the answer is decided before rows are stored: "
        + "remove it, and create ids with context.NewId<TId>()",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1038.md");

    public static readonly DiagnosticDescriptor RowChange = new(
        "TDP1095", "A statement does not change rows as its call says",
        "{0}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1095.md");

    public static readonly DiagnosticDescriptor PlatformTable = new(
        "TDP1045", "A statement uses the platform's tables",
        "'tdp.{0}' belongs to the platform and can change in any version: "
        + "use the platform's API, or a table of your own",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1045.md");

    public static readonly DiagnosticDescriptor NamedCustomer = new(
        "TDP1049", "A statement names a customer",
        "This statement contains a fixed customer id, so it finds no rows of other customers: "
        + "leave the condition to row-level security, or take the customer from the message or the caller",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1049.md");

    public static readonly DiagnosticDescriptor ColumnMissing = new(
        "TDP1046", "A statement does not select a required column",
        "'{0}' requires the column {1}, which the statement does not select, so each call fails: "
        + "select {1}, or remove it from the record",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1046.md");

    public static readonly DiagnosticDescriptor StatementForm = new(
        "TDP0120", "A statement can't run as it is written",
        "{0}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP0120.md");
}
