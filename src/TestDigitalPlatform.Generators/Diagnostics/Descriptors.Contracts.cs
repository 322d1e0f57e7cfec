using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Diagnostics;

// What a message, an event and their names must be.
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor RouteName = new(
        "TDP1016", "A route breaks the naming",
        "The route '{0}' {1}; callers guess an address from its neighbours, so all are written alike: write '{2}'",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1016.md");

    public static readonly DiagnosticDescriptor NoSealedRecord = new(
        "TDP1022", "A message is not a sealed record",
        "The {0} '{1}' is {2}; a message is plain data that is compared by its values and derived from by nobody: "
        + "make it a public sealed record",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1022.md");

    public static readonly DiagnosticDescriptor MutableMessage = new(
        "TDP1023", "A message can be changed",
        "'{0}' of the {1} '{2}' {3}, and a message that changes on its way says something else to each who reads it: "
        + "{4}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1023.md");

    public static readonly DiagnosticDescriptor EventName = new(
        "TDP1024", "An event has no name in the past tense",
        "The event '{0}' reads as if it were still to happen, but whoever hears it can't prevent it any more: "
        + "name it by what has happened, such as OrderPlaced",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1024.md");

    public static readonly DiagnosticDescriptor NotJson = new(
        "TDP1026", "A contract has a type that JSON can't carry",
        "'{0}' is {1}, so what one side writes the other can't read: {2}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1026.md");

    public static readonly DiagnosticDescriptor KindInName = new(
        "TDP1032", "A message's name repeats its kind",
        "'{0}' ends in '{1}', which its interface says already and its callers read in each address and trace: "
        + "name it '{2}'",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1032.md");

    public static readonly DiagnosticDescriptor SubjectInJson = new(
        "TDP1041", "An event's subject is a part of its JSON",
        "'{0}' has a public Subject, which becomes a field of its JSON that can never be removed again: "
        + "write it as 'string IEvent.Subject => …'",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1041.md");

    public static readonly DiagnosticDescriptor UnlimitedText = new(
        "TDP1042", "A text of a command has no limit",
        "'{0}' of the command '{1}' may be as long as a request can be, and is stored, told and shown that long: "
        + "add a limit, such as [Length(1, 200)]",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1042.md");

    public static readonly DiagnosticDescriptor CachedWithoutEvents = new(
        "TDP1043", "A cached answer names no event",
        "'{0}' is cached, but no event is named that changes it, so callers see old answers until its time is over: "
        + "name the events in [Cached(typeof(…))], or take the attribute away",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1043.md");

    public static readonly DiagnosticDescriptor IdleAttribute = new(
        "TDP1050", "An attribute has no effect",
        "'{0}' has [{1}], which means something for {2} only, so what it was written for does not happen: "
        + "remove it, or put it on the message that it is meant for",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1050.md");

    public static readonly DiagnosticDescriptor CachedByNoEvent = new(
        "TDP1047", "A cached answer depends on something that is no event",
        "The answer of '{0}' is kept until '{1}' is published, but that is {2}, so callers see old answers until its time "
        + "is over: name the events that change it, by their own types",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1047.md");
}
