using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Pages;

/// <summary>Writes down what each list that is handled here can be narrowed and sorted by.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class PageGenerator : IIncrementalGenerator
{
    internal const string Step = "Pages";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var pages = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => HandlerInterface.MayHandle(node),
                static (handler, cancellationToken) => HandlerInterface.Of(handler, cancellationToken)
                    .Where(h => h.Message is INamedTypeSymbol query
                        && query.IsSeenIn(handler.SemanticModel.Compilation))
                    .Select(h => PageModelReader.Read(h.Message, [])).OfType<PageModel>().ToSequence())
            .Where(static pages => pages.Count > 0)
            .WithTrackingName(Step)
            .Collect();

        context.RegisterSourceOutput(pages, static (output, found) =>
        {
            var once = found.SelectMany(pages => pages).Distinct().OrderBy(page => page.Query, StringComparer.Ordinal)
                .ToArray();
            if (once.Length > 0)
                output.AddSource("Pages.g.cs", PageSource.Write(once));
        });
    }
}
