using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Descriptions;

/// <summary>
/// Writes into an assembly what its queries and commands consist of, so that nobody has to find it out at run time.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class DescriptionGenerator : IIncrementalGenerator
{
    internal const string Step = "Descriptions";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var messages = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is TypeDeclarationSyntax { BaseList: not null },
                static (found, cancellationToken) =>
                    found.SemanticModel.GetDeclaredSymbol(found.Node, cancellationToken) is INamedTypeSymbol type
                        ? DescriptionModel.Read(type, found.SemanticModel.Compilation)
                        : null)
            .Where(static message => message is not null)
            .WithTrackingName(Step)
            .Collect();

        context.RegisterSourceOutput(messages, static (output, found) =>
        {
            var described = found.OfType<DescriptionModel>()
                .GroupBy(m => m.MetadataName, (_, same) => same.First())
                .OrderBy(m => m.MetadataName, StringComparer.Ordinal)
                .ToArray();
            if (described.Length > 0)
                output.AddSource("MessageDescriptions.g.cs", DescriptionSource.Write(described));
        });
    }
}
