using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Rows;

/// <summary>
/// Writes a reader for each type that a <c>Db</c> call reads rows into, so that nothing is found out by reflection at
/// run time.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class RowGenerator : IIncrementalGenerator
{
    internal const string Step = "Rows";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var rows = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => RowCalls.MayRead(node),
                static (call, cancellationToken) => Row(call, cancellationToken))
            .Where(static row => row is not null)
            .WithTrackingName(Step)
            .Collect();

        context.RegisterSourceOutput(rows, static (output, found) =>
        {
            var once = found.Distinct().OrderBy(row => row!.FullName, StringComparer.Ordinal).ToArray();
            if (once.Length > 0)
                output.AddSource("Rows.g.cs", RowSource.Write(once!));
        });
    }

    private static RowModel? Row(GeneratorSyntaxContext call, CancellationToken cancellationToken)
    {
        var method = call.SemanticModel.GetSymbolInfo(call.Node, cancellationToken).Symbol as IMethodSymbol;
        return RowCalls.RowType(method) is { } type ? RowShape.Read(type, call.SemanticModel.Compilation, out _) : null;
    }
}
