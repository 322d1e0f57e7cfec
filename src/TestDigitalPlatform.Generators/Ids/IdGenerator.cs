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
            .WithTrackingName(Step)
            .Collect();

        context.RegisterSourceOutput(ids, static (output, found) =>
        {
            foreach (var (file, id) in Named(found))
                output.AddSource(file, IdSource.Write(id));
        });
    }

    // Names of files are compared without case, names of types with it.
    private static IEnumerable<(string File, IdModel Id)> Named(IEnumerable<IdModel?> ids) => ids
        .OrderBy(id => id!.FullName, StringComparer.Ordinal)
        .GroupBy(id => id!.FullName.Replace("global::", "").Replace("@", ""), StringComparer.OrdinalIgnoreCase)
        .SelectMany(same => same.Select((id, i) => ($"{same.Key}{(i == 0 ? "" : $".{i + 1}")}{IdShape.File}", id!)));
}
