using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Diagnostics;

// What is said of permissions.
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor UnknownPermission = new(
        "TDP1061", "A permission is not declared",
        "'{0}' is not a declared permission, so it can't be granted{1}: use a constant of a class with "
        + "[Permissions], or declare it there",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1061.md");

    public static readonly DiagnosticDescriptor SamePermission = new(
        "TDP1062", "A permission is declared twice",
        "'{0}' and '{1}' both declare the permission '{2}', so that granting one grants the other: "
        + "keep one of them, or give each its own name",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1062.md");

    public static readonly DiagnosticDescriptor PermissionName = new(
        "TDP1063", "A permission has no valid name",
        "'{0}' can't be a permission, because {1}: name the area and the act in lower case, such as 'orders.approve'",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1063.md");

    public static readonly DiagnosticDescriptor IdlePermission = new(
        "TDP1064", "A permission makes no difference",
        "'{0}' also allows {1} without the permission '{2}', by another [Allow] or by [Public]: "
        + "remove the role from one of them, or the permission",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "TDP1064.md");
}
