using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TestDigitalPlatform.Generators.Tests;

/// <summary>
/// The generators run at each keystroke, so they must not work again for code that says the same as before.
/// </summary>
public sealed class CachingTests
{
    private const string Service = """
        [Id] public readonly partial record struct OrderId(Guid Value);
        public sealed record OrderSummary(OrderId Id, string Title);

        [Get("/orders"), Allow, Sortable("title")]
        public sealed record ListOrders : PageQuery<OrderSummary>
        {
            [Filter] public Filter<string> Title { get; init; }
        }

        internal sealed class ListOrdersHandler : IQueryHandler<ListOrders, Page<OrderSummary>>
        {
            public Task<Page<OrderSummary>> Fetch(ListOrders query, Db db, CancellationToken cancellationToken) =>
                db.Page("select id, title from orders", query, cancellationToken);
        }
        """;

    [Fact]
    public void An_edit_elsewhere_generates_nothing_anew() =>
        Reasons(before => before
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText("internal sealed class Unrelated;", Compiled.Parsing)))
            .ShouldBeSubsetOf([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged]);

    [Fact]
    public void An_edit_that_says_the_same_generates_nothing_anew() =>
        Reasons(before => Edited(before, "from orders\"", "from orders where true\""))
            .ShouldBeSubsetOf([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged]);

    [Fact]
    public void An_edit_that_says_something_else_does() =>
        Reasons(before => Edited(before, "\"/orders\"", "\"/all-orders\""))
            .ShouldContain(IncrementalStepRunReason.Modified);

    private static IncrementalStepRunReason[] Reasons(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        var before = Compiled.Compilation(Service);
        var once = Compiled.Driver().RunGenerators(before, TestContext.Current.CancellationToken);
        var twice = once.RunGenerators(edit(before), TestContext.Current.CancellationToken);

        var results = twice.GetRunResult().Results;
        results.SelectMany(r => r.GeneratedSources).Count().ShouldBe(7);
        return [.. results.SelectMany(r => r.TrackedOutputSteps.Values).SelectMany(steps => steps)
            .SelectMany(s => s.Outputs).Select(o => o.Reason).Distinct()];
    }

    private static CSharpCompilation Edited(CSharpCompilation compilation, string text, string by)
    {
        var tree = compilation.SyntaxTrees.Single(t => t.ToString().Contains(text, StringComparison.Ordinal));
        var edited = tree.ToString().Replace(text, by, StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(edited, Compiled.Parsing));
    }
}
