using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Diagnostics;

/// <summary>
/// What the compiler says about broken conventions: what is wrong, why it matters, how to mend it. Each id has a page.
/// </summary>
internal static partial class Descriptors
{
    private const string Category = "TestDigitalPlatform";
    private const string Pages = ErrorPages.Folder;

    public static readonly DiagnosticDescriptor NobodyAllowed = new(
        "TDP1001", "An operation has no access rule",
        "'{0}' has neither [Allow] nor [Public], so its access is not defined: "
        + "add [Allow(Role.…)] with the roles, [Allow] for every signed-in caller, or [Public]",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1001.md");

    public static readonly DiagnosticDescriptor TwoHandlers = new(
        "TDP1002", "A message has two handlers",
        "'{0}' is already handled by '{1}', but a message has exactly one handler: remove one of them",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1002.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor NoHandler = new(
        "TDP1003", "A message has no handler",
        "'{0}' has a route but no handler in this service, so callers would get 404: "
        + "write the handler '{1}', or remove the message",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1003.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor RoutesClash = new(
        "TDP1004", "Two operations have the same route",
        "'{0}' and '{1}' both serve {2}, so requests can't be routed: change the path of one of them",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1004.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor ListWithoutPages = new(
        "TDP1005", "A list is not paged",
        "'{0}' returns an unbounded list, which grows until requests fail: derive it from PageQuery<{1}>, "
        + "or return a record that contains the list if it is always short",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1005.md");

    public static readonly DiagnosticDescriptor NoRoute = new(
        "TDP1006", "A message has no route",
        "'{0}' has no route, so it can't be called: add {1}(\"/…\")]",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1006.md");

    public static readonly DiagnosticDescriptor RouteWithoutProperty = new(
        "TDP1007", "A route parameter has no property",
        "The route '{0}' has the parameter '{1}', but '{2}' has no property with that name: "
        + "rename one of them, or add the property",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1007.md");

    public static readonly DiagnosticDescriptor IdShape = new(
        "TDP1008", "An id has the wrong shape",
        "The id type '{0}' can't be generated, because {1}: "
        + "write [Id] public readonly partial record struct {0}(Guid Value);",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1008.md");

    public static readonly DiagnosticDescriptor PageField = new(
        "TDP1009", "A list sorts or filters by an unsupported field",
        "'{0}' can't be paged as declared: {1}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1009.md");

    public static readonly DiagnosticDescriptor BuiltSql = new(
        "TDP1010", "SQL is built from text",
        "{0}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1010.md");

    public static readonly DiagnosticDescriptor RowShape = new(
        "TDP1011", "Rows can't be read into a type",
        "Rows can't be read into '{0}', because {1}: "
        + "use a record whose constructor parameters are named like the columns",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1011.md");

    public static readonly DiagnosticDescriptor WrongMethod = new(
        "TDP1012", "A message has the wrong HTTP method",
        "'{0}' is a {1} but uses {2}; clients and caches rely on GET being safe "
        + "(RFC 9110, section 9.2.1): use {3}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1012.md");

    public static readonly DiagnosticDescriptor UnboundPart = new(
        "TDP1013", "A message can't be bound from a request",
        "'{0}' can't be bound from a request: {1}",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1013.md");

    public static readonly DiagnosticDescriptor SameName = new(
        "TDP1014", "Two operations have the same name",
        "'{0}' and '{1}' have the same name, which is the operation's name in the OpenAPI document, "
        + "the audit and the traces: rename one",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1014.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor UnseenHandler = new(
        "TDP1015", "A handler can't be constructed",
        "'{0}' can't be constructed by generated code, because {1}: "
        + "make it an internal sealed class without type parameters and with one internal or public constructor that "
        + "takes services, or mark one with [ActivatorUtilitiesConstructor]",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1015.md");

    public static readonly DiagnosticDescriptor OpenHandler = new(
        "TDP1025", "A handler is not internal and sealed",
        "The handler '{0}' is {1}, so other code could call it and bypass the platform's checks: "
        + "make it internal sealed",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "TDP1025.md");
}
