using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Settings;

/// <summary>Holds groups of settings to what they have to be to be stored, inherited and read again.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SettingsAnalyzer : DiagnosticAnalyzer
{
    private const int MaxName = 63;

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.WrongSettings];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var (why, how) in Flaws(type))
            context.Tell(Diagnostic.Create(Descriptors.WrongSettings, type.Locations[0], type.Name, why, how));
    }

    private static IEnumerable<(string Why, string How)> Flaws(INamedTypeSymbol type)
    {
        if (ChangedBy(type) is { } changed && changed.Attribute("SettingsAttribute") is null)
            yield return ($"'{changed.Name}' has no name that it is stored as", $"add [Settings(\"…\")] to '{changed.Name}'");
        if (type.Attribute("SettingsAttribute") is not { } declared)
            yield break;
        if (!KebabName.Is(declared.ConstructorArguments.FirstOrDefault().Value as string ?? "", MaxName))
            yield return (
                $"its name is not 2 to {MaxName} lower-case letters, digits and single hyphens that begin with a letter",
                "change the name");
        if (!type.IsRecord || !type.IsSealed)
            yield return ("it is not a sealed record", "declare it as a sealed record");
        if (!type.InstanceConstructors.Any(c => c.Parameters.Length == 0 && c.DeclaredAccessibility == Accessibility.Public))
            yield return (
                "its members have no defaults for what nobody has set",
                "declare the members as properties with init and a default");
        foreach (var member in type.DataProperties().Where(p => p.IsRequired))
            yield return ($"'{member.Name}' is required and has no default", "give it a default");
    }

    private static INamedTypeSymbol? ChangedBy(INamedTypeSymbol type) => type.AllInterfaces
        .FirstOrDefault(i => i.IsOurs("IChangeSettings"))?.TypeArguments[0] as INamedTypeSymbol;
}
