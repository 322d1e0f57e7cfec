using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.Generators.Ids;

/// <summary>Completes each type marked with <c>[Id]</c>: making, parsing, formatting and JSON.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class IdGenerator : IIncrementalGenerator
{
    internal const string Step = "Ids";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var ids = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                IdShape.Attribute,
                static (node, _) => node is RecordDeclarationSyntax,
                static (found, cancellationToken) =>
                    IdModel.From((INamedTypeSymbol)found.TargetSymbol, cancellationToken))
            .Where(static id => id is not null)
            .WithTrackingName(Step);

        context.RegisterSourceOutput(ids, static (output, id) => output.AddSource(
            id!.FullName.Replace("global::", "").Replace("@", "") + ".Id.g.cs", IdSource.Write(id)));
    }
}
