using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Diagnostics;

// What a message, an event and their names must be.
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor RouteName = new(
        "TDP1016", "A route does not follow the naming convention",
        "The route '{0}' {1}; consistent routes are easier to predict: write '{2}'",
        Category, DiagnosticSeverity.Info, true, helpLinkUri: Pages + "TDP1016.md");

    public static readonly DiagnosticDescriptor NoSealedRecord = new(
        "TDP1022", "A message is not a sealed record",
        "The {0} '{1}' is {2}, but messages must be immutable data with value equality: "
        + "make it a public sealed record",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1022.md");

    public static readonly DiagnosticDescriptor MutableMessage = new(
        "TDP1023", "A message is mutable",
        "'{0}' of the {1} '{2}' {3}, but messages must be immutable: "
        + "{4}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1023.md");

    public static readonly DiagnosticDescriptor EventName = new(
        "TDP1024", "An event's name is not in the past tense",
        "The name of the event '{0}' is not in the past tense, but an event reports what has happened: "
        + "name it after what happened, such as OrderPlaced",
        Category, DiagnosticSeverity.Info, true, helpLinkUri: Pages + "TDP1024.md");

    public static readonly DiagnosticDescriptor NotJson = new(
        "TDP1026", "A contract has a type that can't be exchanged as JSON",
        "'{0}' is {1}, so it can't be exchanged reliably as JSON: {2}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1026.md");

    public static readonly DiagnosticDescriptor KindInName = new(
        "TDP1032", "A message's name repeats its kind",
        "'{0}' ends in '{1}', which repeats its interface and appears in documents and traces: "
        + "name it '{2}'",
        Category, DiagnosticSeverity.Info, true, helpLinkUri: Pages + "TDP1032.md");

    public static readonly DiagnosticDescriptor SubjectInJson = new(
        "TDP1041", "An event's subject is part of its JSON",
        "'{0}' has a public Subject, which becomes a permanent field of its JSON: "
        + "write it as 'string IEvent.Subject => …'",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1041.md");

    public static readonly DiagnosticDescriptor UnlimitedText = new(
        "TDP1042", "A string of a command has no length limit",
        "'{0}' of the command '{1}' has no length limit except that of the request body: "
        + "add a limit, such as [Length(1, 200)]",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1042.md");

    public static readonly DiagnosticDescriptor CachedWithoutEvents = new(
        "TDP1043", "A cached query names no events",
        "'{0}' is cached without events that invalidate it, so callers see stale answers until it expires: "
        + "name the events in [Cached(typeof(…))], or remove the attribute",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1043.md");

    public static readonly DiagnosticDescriptor IdleAttribute = new(
        "TDP1050", "An attribute has no effect",
        "'{0}' has [{1}], which has an effect only on {2}: "
        + "remove it, or move it to the intended message",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1050.md");

    public static readonly DiagnosticDescriptor CachedByNoEvent = new(
        "TDP1047", "A cached query is invalidated by a type that is not an event",
        "'{0}' is cached until '{1}' is published, but that is {2}, so callers see stale answers until it "
        + "expires: name the types of the events that change it",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1047.md");
}
