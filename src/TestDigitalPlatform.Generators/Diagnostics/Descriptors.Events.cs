using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Diagnostics;

// What an event carries and how it is known, and what its handlers make of it.
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor EventKey = new(
        "TDP1071", "An event's key does not say what its order is kept within",
        "The {0} of '{1}' {2}, so {3}: return the id of what the event is about, or declare IEvent.OrderingKey",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1071.md");

    public static readonly DiagnosticDescriptor UnlimitedEvent = new(
        "TDP1072", "A list of an event has no limit",
        "'{0}' of the event '{1}' has no limit, and an event that grows too large can't be stored: "
        + "add a limit, such as [MaxLength(100)], or leave the list to a query",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1072.md");

    public static readonly DiagnosticDescriptor EventSecret = new(
        "TDP1073", "An event carries a secret",
        "'{0}' of the event '{1}' looks like a secret, but an event is stored as it is and read by every service that "
        + "subscribes to it: make it a Sensitive<string>, which is encrypted, or remove it",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1073.md");

    public static readonly DiagnosticDescriptor SensitiveKey = new(
        "TDP1090", "An event's key contains a sensitive value",
        "The {0} of '{1}' contains a sensitive value, but it is stored and logged in clear: "
        + "return the id of what the event is about",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1090.md");

    public static readonly DiagnosticDescriptor NoEventHandled = new(
        "TDP1074", "A handler handles no event that can be published",
        "'{0}' handles '{1}', which is {2}, so no event ever reaches it: "
        + "name the published events, each as an IEventHandler<…> of its own",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1074.md");

    public static readonly DiagnosticDescriptor HandledTwice = new(
        "TDP1075", "A class handles an event twice",
        "'{0}' handles '{1}' by two interfaces, so each event takes effect twice: "
        + "remove one of the two interfaces",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1075.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor IdleSetAside = new(
        "TDP1076", "[SetAside] has no effect",
        "[SetAside] on '{0}' has no effect, because '{1}' handles '{2}' too and waits for each event: "
        + "add it to both, or remove it",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1076.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor WireName = new(
        "TDP1077", "An event's name on the wire can't be used",
        "'{0}' can't have the name '{1}' on the wire, because {2}: {3}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1077.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor EventLoop = new(
        "TDP1078", "A handler tells the event that it handles",
        "'{0}' tells '{1}' because of '{2}', which leads back to it, so one event may go round without an end: "
        + "name what happened here in an event of its own, which nobody here answers with the first",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1078.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor WrongProjection = new(
        "TDP1080", "A projection can't be rebuilt",
        "The projection '{0}' can't be rebuilt, because {1}: {2}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1080.md");

    public static readonly DiagnosticDescriptor WrongProcess = new(
        "TDP1081", "A process can't work as it is declared",
        "The process '{0}' can't work, because {1}: {2}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1081.md");

    public static readonly DiagnosticDescriptor Unmatched = new(
        "TDP1082", "A process does not handle one of its states or events",
        "'{0}' has no case for the {1} '{2}', so such a message changes nothing: "
        + "add a case to Next, or remove the {1}",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1082.md");

    public static readonly DiagnosticDescriptor WebhookPath = new(
        "TDP1083", "The path of a webhook can't be used",
        "The path '{0}' of the webhook '{1}' can't be used, because {2}: write it as '/hooks/billing' or '/hooks/{{customer}}/billing'",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1083.md");

    public static readonly DiagnosticDescriptor WebhookOfNoEvent = new(
        "TDP1084", "[OnWebhook] is not on an event",
        "'{0}' can't come by a webhook, because {1}: put [OnWebhook] on a sealed record that implements IEvent",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1084.md");

    public static readonly DiagnosticDescriptor SameWebhook = new(
        "TDP1085", "Two webhooks can't be told apart",
        "'{0}' and '{1}' both come at '{2}', and nothing tells them apart: give each a Type of its own, or another path",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1085.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor UnhandledWebhook = new(
        "TDP1086", "Nobody handles a webhook",
        "'{0}' comes by the webhook '{1}', but nothing handles it, so the path is not served: "
        + "add an IEventHandler<{0}> or an IOn<{0}>, or remove [OnWebhook]",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1086.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor MessageQueue = new(
        "TDP1087", "An event can't come from a queue as it is declared",
        "'{0}' can't come from the queue '{1}', because {2}: {3}, or remove [OnMessage]",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1087.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor WrongCall = new(
        "TDP1093", "An external call does not have one handler",
        "The external call '{0}' has {1}, so it would not be made, or not by one of them alone: write one class that implements "
        + "IExternalCallHandler<{0}, …>",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1093.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor EventCustomer = new(
        "TDP1079", "An event does not say whose it is",
        "'{0}' of the event '{1}' {2}, so an event that the platform's own people cause belongs to no customer, and its "
        + "handlers refuse it: {3}",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1079.md");
}
