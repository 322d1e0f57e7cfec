using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using TestDigitalPlatform.Generators.Diagnostics;

namespace TestDigitalPlatform.Generators.Surroundings;

/// <summary>Looks for secrets in the settings that travel with a service.</summary>
/// <remarks>The packages hand <c>appsettings*.json</c> to the compiler as additional files.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecretAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.Secret];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterAdditionalFileAction(Analyze);
    }

    private static void Analyze(AdditionalFileAnalysisContext context)
    {
        var name = Path.GetFileName(context.AdditionalFile.Path);
        if (!name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
            return;
        foreach (var line in text.Lines)
        {
            if (SecretText.In(line.ToString()) is var (what, start, length))
                context.Tell(Diagnostic.Create(
                    Descriptors.Secret, Place(context.AdditionalFile, text, line, start, length), name, what));
        }
    }

    private static Location Place(AdditionalText file, SourceText text, TextLine line, int start, int length)
    {
        var span = new TextSpan(line.Start + start, length);
        return Location.Create(file.Path, span, text.Lines.GetLinePositionSpan(span));
    }
}
