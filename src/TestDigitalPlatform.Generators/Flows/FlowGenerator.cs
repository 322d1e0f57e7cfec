using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Flows;

/// <summary>
/// Writes into a service's assembly which events it publishes and handles and how its processes move, for
/// <c>dotnet tdp describe</c>.
/// </summary>
/// <remarks>It reads whole methods, so it runs when an assembly is built and not while somebody types.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class FlowGenerator : IIncrementalGenerator
{
    /// <summary>The key of the assembly's metadata that holds the text, one fact a line, its parts separated by tabs.</summary>
    internal const string Key = "TestDigitalPlatform.Flows";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterImplementationSourceOutput(context.CompilationProvider, static (output, compilation) =>
        {
            // Only a service has handlers and processes.
            if (compilation.GetTypeByMetadataName("TestDigitalPlatform.IEventHandler`1") is null
                || compilation.AssemblyName?.StartsWith("TestDigitalPlatform.", StringComparison.Ordinal) is true)
                return;
            var facts = FlowFacts.Of(compilation, output.CancellationToken);
            if (facts.Count > 0)
                output.AddSource("Flows.g.cs", AssemblyText.Write(Key, facts));
        });
}
