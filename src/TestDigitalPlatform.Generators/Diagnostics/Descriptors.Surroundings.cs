using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Diagnostics;

// What a service does around its messages: exceptions, logs, configuration, what it has published, tests.
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor SwallowedException = new(
        "TDP1027", "An exception is swallowed",
        "This catches every exception and tells nobody, so that a fault looks like success: "
        + "catch the exception that you expect, or log it and throw it again",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1027.md");

    public static readonly DiagnosticDescriptor LoggedObject = new(
        "TDP1028", "A log takes a whole object",
        "'{0}' is logged whole ({1}), with whatever it holds of people and secrets, now and after the next change: "
        + "log its id, a count or a time instead",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1028.md");

    public static readonly DiagnosticDescriptor Secret = new(
        "TDP1029", "A secret stands in the configuration",
        "'{0}' holds {1}, which everybody has who ever has this file or the package made of it: "
        + "take it out, change the secret, and give it by an environment variable or a secret store",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1029.md");

    public static readonly DiagnosticDescriptor PublishedBroken = new(
        "TDP1030", "A contract breaks what was published",
        "{0}, but callers rely on what was published: {1}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1030.md");

    public static readonly DiagnosticDescriptor PublishedUnread = new(
        "TDP1031", "The list of what was published can't be read",
        "Line {0} of published.txt says '{1}', which is no fact about a contract, so nothing could be held against it: "
        + "restore the line, or write the file anew by 'dotnet tdp contracts publish'",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1031.md");

    public static readonly DiagnosticDescriptor SleepingTest = new(
        "TDP1044", "A test sleeps",
        "{0} makes the test slow on a quick machine and unsure on a slow one: "
        + "wait for the state that you expect, with a deadline, or use virtual time",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1044.md");
}
