using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Diagnostics;

// What a service does around its messages: exceptions, logs, configuration, what it has published, tests.
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor SwallowedException = new(
        "TDP1027", "An exception is swallowed",
        "This catches every exception without reporting it, so errors look like success: "
        + "catch the exception that you expect, or log it and rethrow it",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1027.md");

    public static readonly DiagnosticDescriptor LoggedObject = new(
        "TDP1028", "A whole object is logged",
        "'{0}' is logged as a whole ({1}), which can expose personal data and secrets: "
        + "log its id, a count or a time instead",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1028.md");

    public static readonly DiagnosticDescriptor Secret = new(
        "TDP1029", "A secret is in the configuration",
        "'{0}' contains {1}, which everyone with access to this file or its package can read: "
        + "remove it, rotate the secret, and provide it by an environment variable or a secret store",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1029.md");

    public static readonly DiagnosticDescriptor PublishedBroken = new(
        "TDP1030", "A contract breaks what was published",
        "{0}, but callers rely on the published contract: {1}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1030.md");

    public static readonly DiagnosticDescriptor PublishedUnread = new(
        "TDP1031", "A line of published.txt can't be read",
        "Line {0} of published.txt is '{1}', which is not a valid entry, so it can't be checked: "
        + "restore the line, or write the file again with 'dotnet tdp contracts publish'",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1031.md");

    public static readonly DiagnosticDescriptor SleepingTest = new(
        "TDP1044", "A test sleeps",
        "{0} makes the test slow and unreliable: "
        + "wait for the state that you expect, with a deadline, or use virtual time",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1044.md");

    public static readonly DiagnosticDescriptor ClosedEndpoint = new(
        "TDP1051", "An endpoint says of nobody that they may use it",
        "This endpoint says of nobody that they may use it, so everybody is refused: "
        + "add .Allow(Role.…), .Allow() for everybody who is signed in, or .AllowAnonymous()",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1051.md");
}
