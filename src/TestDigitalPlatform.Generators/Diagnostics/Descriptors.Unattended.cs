using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Diagnostics;

// Who calls, what a service does by itself, and what administrators may change of it.
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor MissingCaller = new(
        "TDP1055", "A handler reads a caller or a customer that may be missing",
        "'{0}' reads '{1}', but {2}, so such a call would be refused halfway: {3}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1055.md");

    public static readonly DiagnosticDescriptor UndeclaredMessage = new(
        "TDP1056", "A service identity sends an undeclared message",
        "'{0}' sends '{1}', which its [ServiceIdentity] does not name, so sending it fails (TDP0361): "
        + "add typeof({1}) to the attribute",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1056.md");

    public static readonly DiagnosticDescriptor WrongIdentity = new(
        "TDP1057", "A service identity is not valid",
        "The service identity of '{0}' can't work, because {1}: {2}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1057.md");

    public static readonly DiagnosticDescriptor SendingHandler = new(
        "TDP1058", "A handler sends messages",
        "'{0}' takes a sender, but what a handler fetches may be fetched again, and what it sent would not be undone when "
        + "its own command is refused: move it to a hosted service, and publish an event if the command causes it",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1058.md");

    public static readonly DiagnosticDescriptor WrongSettings = new(
        "TDP1059", "Settings can't be stored or inherited",
        "The settings '{0}' can't be stored or inherited as declared, because {1}: {2}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1059.md");
}
