using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TestDigitalPlatform.Generators.Diagnostics;

/// <summary>Where the pages of the rules are: a link in the build's output and in the editor has to lead there.</summary>
/// <remarks>
/// Descriptors are made once for each process, and where the package lies is known to the project only. So what is told
/// gets its link when it is told.
/// </remarks>
internal static class ErrorPages
{
    /// <summary>In the repository and in the package.</summary>
    public const string Folder = "docs/errors/";

    private const string Property = "build_property._TestDigitalPlatformErrorPages";

    public static void Tell(this SymbolAnalysisContext context, Diagnostic diagnostic) =>
        context.ReportDiagnostic(Linked(diagnostic, context.Options));

    public static void Tell(this OperationAnalysisContext context, Diagnostic diagnostic) =>
        context.ReportDiagnostic(Linked(diagnostic, context.Options));

    public static void Tell(this OperationBlockAnalysisContext context, Diagnostic diagnostic) =>
        context.ReportDiagnostic(Linked(diagnostic, context.Options));

    public static void Tell(this CompilationAnalysisContext context, Diagnostic diagnostic) =>
        context.ReportDiagnostic(Linked(diagnostic, context.Options));

    public static void Tell(this AdditionalFileAnalysisContext context, Diagnostic diagnostic) =>
        context.ReportDiagnostic(Linked(diagnostic, context.Options));

    private static Diagnostic Linked(Diagnostic diagnostic, AnalyzerOptions options) =>
        Address(options) is { } address ? Diagnostic.Create(
            Linked(diagnostic.Descriptor, diagnostic.GetMessage(CultureInfo.InvariantCulture), address),
            diagnostic.Location, diagnostic.AdditionalLocations, diagnostic.Properties) : diagnostic;

    // A message without arguments is not formatted, so its braces stay.
#pragma warning disable RS1033, RS1037, RS2000, RS2007, RS1017, RS1019, RS1029, RS1031, RS1032 // A copy of a rule that is declared and tracked.
    private static DiagnosticDescriptor Linked(DiagnosticDescriptor rule, string message, string address) => new(
        rule.Id, rule.Title, message, rule.Category, rule.DefaultSeverity, rule.IsEnabledByDefault, rule.Description,
        $"{address}/{rule.Id}.md", [.. rule.CustomTags]);
#pragma warning restore

    private static string? Address(AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(Property, out var place)
        && Uri.TryCreate(place.Trim(), UriKind.Absolute, out var address)
            ? address.AbsoluteUri.TrimEnd('/')
            : null;
}
