using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Diagnostics;

// What Decide and Process must leave alone, and how refusals are told.
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor Clock = new(
        "TDP1018", "Decide or Process reads the clock",
        "'{0}' reads the clock by {1}, so that a second run could end otherwise and no test can choose the time: "
        + "take {2}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1018.md");

    public static readonly DiagnosticDescriptor Chance = new(
        "TDP1019", "Decide or Process leaves something to chance",
        "'{0}' uses {1}, so that a second run after a lost race ends otherwise and no test can foretell it: "
        + "take new ids from context.NewId<TId>(), and fetch whatever else comes from outside",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1019.md");

    public static readonly DiagnosticDescriptor Effect = new(
        "TDP1020", "Decide or Process reaches outside",
        "'{0}' {1}, but it may run several times for one command and must wait for nothing: "
        + "move what reads into Fetch, and tell an event for what shall follow",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1020.md");

    public static readonly DiagnosticDescriptor SharedState = new(
        "TDP1021", "Decide or Process uses state that changes",
        "'{0}' uses '{1}', which others change at the same time and which no transaction undoes: "
        + "keep it in the database and fetch it, or make it readonly and never change it",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1021.md");

    public static readonly DiagnosticDescriptor ThrownRefusal = new(
        "TDP1039", "Decide or Process throws a refusal",
        "'{0}' throws a {1}, which tests and the audit can't tell from a fault: return {2}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1039.md");

    public static readonly DiagnosticDescriptor Thrown = new(
        "TDP1048", "Decide or Process throws for a reason that can occur",
        "'{0}' throws a {1}, which callers get as a 500 and operators as a fault, though only what can't be is one: "
        + "return {2}, or throw an UnreachableException",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1048.md");

    public static readonly DiagnosticDescriptor RefusalCode = new(
        "TDP1040", "A refusal has no stable code",
        "The refusal's code {0}, but callers compare it for as long as they live: write a constant in snake case with "
        + "the area in front, such as \"orders.already_shipped\"",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1040.md");
}
