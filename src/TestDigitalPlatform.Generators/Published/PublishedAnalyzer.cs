using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Published;

/// <summary>Holds contracts to what <c>published.txt</c>, beside their project, says of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PublishedAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.PublishedBroken, Descriptors.PublishedUnread];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (context.Options.AdditionalFiles.FirstOrDefault(PublishedFile.Is) is not { } file)
            return;
        var published = PublishedFile.Read(file, context.CancellationToken);
        context.RegisterAdditionalFileAction(at => CheckFile(at, published));
        context.RegisterSymbolAction(symbol => CheckType(symbol, published), SymbolKind.NamedType);
    }

    private static void CheckFile(AdditionalFileAnalysisContext context, PublishedFile published)
    {
        if (!PublishedFile.Is(context.AdditionalFile))
            return;
        foreach (var (number, line, at) in published.Unread)
            context.Tell(Diagnostic.Create(Descriptors.PublishedUnread, at, number, line));
        foreach (var subject in published.Subjects)
        {
            // Told here, because where it was there is nothing to tell it at.
            if (context.Compilation.Assembly.GetTypeByMetadataName(subject.Key) is null)
                context.Tell(Diagnostic.Create(
                    Descriptors.PublishedBroken, subject.Value[0].At, $"'{subject.Key}' no longer exists",
                    "restore it, or remove its lines from published.txt if it is no longer used"));
        }
    }

    private static void CheckType(SymbolAnalysisContext context, PublishedFile published)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!published.Subjects.TryGetValue(ContractFacts.NameOf(type), out var before))
            return;
        foreach (var broken in Compatibility.Breaks([.. before.Select(b => b.Fact)], [.. ContractFacts.Of(type)]))
        {
            var member = type.DataProperties().FirstOrDefault(
                p => p.JsonName() == broken.Member && p.Locations[0].IsInSource);
            context.Tell(Diagnostic.Create(
                Descriptors.PublishedBroken, (member ?? (ISymbol)type).Locations[0],
                $"'{type.Name}' {broken.What}", broken.How));
        }
    }
}
