using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Published;

/// <summary>
/// Writes into an assembly what its contracts promise, so that it can be published and later versions be held to it.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ContractTextGenerator : IIncrementalGenerator
{
    internal const string Step = "ContractText";

    /// <summary>The key of the assembly's metadata that holds the text, one fact a line.</summary>
    internal const string Key = "TestDigitalPlatform.Contracts";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var messages = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is TypeDeclarationSyntax { BaseList: not null },
                static (found, cancellationToken) =>
                    found.SemanticModel.GetDeclaredSymbol(found.Node, cancellationToken) is INamedTypeSymbol type
                        ? ContractText.Of(type).Select(fact => fact.ToString()).ToSequence()
                        : default)
            .Where(static facts => facts.Count > 0)
            .WithTrackingName(Step)
            .Collect();

        context.RegisterSourceOutput(messages, static (output, found) =>
        {
            var lines = found.SelectMany(facts => facts).Distinct().OrderBy(line => line, StringComparer.Ordinal)
                .ToArray();
            if (lines.Length > 0)
                output.AddSource("Contracts.g.cs", AssemblyText.Write(Key, lines));
        });
    }
}
