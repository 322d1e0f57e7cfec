using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Diagnostics;

// What Decide and Process must leave alone, and how refusals are told.
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor Clock = new(
        "TDP1018", "Decide or Process reads the clock",
        "'{0}' reads the clock with {1}, so a retry could decide differently and tests can't set the time: "
        + "take {2}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1018.md");

    public static readonly DiagnosticDescriptor Chance = new(
        "TDP1019", "Decide or Process uses random values",
        "'{0}' uses {1}, so a retry could decide differently and tests can't predict the result: "
        + "take new ids from context.NewId<TId>(), and fetch other external values",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1019.md");

    public static readonly DiagnosticDescriptor Effect = new(
        "TDP1020", "Decide or Process has side effects",
        "'{0}' {1}, but it may run several times for one command and must not wait: "
        + "move reads into Fetch, and publish an event for what should follow",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1020.md");

    public static readonly DiagnosticDescriptor SharedState = new(
        "TDP1021", "Decide or Process uses shared mutable state",
        "'{0}' uses '{1}', which other requests share and no transaction rolls back: "
        + "keep it in the database and fetch it, or make it readonly and immutable",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1021.md");

    public static readonly DiagnosticDescriptor ThrownRefusal = new(
        "TDP1039", "Decide or Process throws a refusal",
        "'{0}' throws a {1}, which tests and the audit can't distinguish from a bug: return {2}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1039.md");

    public static readonly DiagnosticDescriptor Thrown = new(
        "TDP1048", "Decide or Process throws for a condition that can occur",
        "'{0}' throws a {1}, which callers receive as 500 and operators see as an error: "
        + "return {2}, or throw an UnreachableException if it can't happen",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1048.md");

    public static readonly DiagnosticDescriptor RefusalCode = new(
        "TDP1040", "A refusal has no stable code",
        "The refusal's code {0}, but clients rely on stable codes: write a constant in snake case with "
        + "its area as a prefix, such as \"orders.already_shipped\"",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1040.md");
}
