using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using TestDigitalPlatform.CodeFixes.Contracts;

namespace TestDigitalPlatform.Generators.Tests;

/// <summary>Code of a team's in an editor, which offers to mend it.</summary>
internal static class Mended
{
    internal static CodeFixProvider[] Fixes { get; } =
    [
        .. typeof(AllowFix).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(CodeFixProvider)) && !type.IsAbstract)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    /// <summary>The code after one offer was taken, which leaves nothing of the rule to be told.</summary>
    /// <param name="source">The code.</param>
    /// <param name="id">The rule.</param>
    /// <param name="title">The offer.</param>
    internal static async Task<string> By(string source, string id, string title)
    {
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, source);
        var offers = await Offers(document, id);
        var offer = offers.FirstOrDefault(o => o.Title == title);
        offer.ShouldNotBeNull($"'{title}' is not among: {string.Join(", ", offers.Select(o => o.Title))}");

        var operations = await offer.GetOperationsAsync(TestContext.Current.CancellationToken);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        var mended = changed.GetDocument(document.Id)!;

        (await Told(mended, id)).ShouldBeEmpty();
        return (await mended.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
    }

    /// <summary>What the editor offers for the first place where a rule is broken.</summary>
    internal static async Task<IReadOnlyList<string>> Offers(string source, string id)
    {
        using var workspace = new AdhocWorkspace();
        return [.. (await Offers(Open(workspace, source), id)).Select(offer => offer.Title)];
    }

    private static async Task<IReadOnlyList<CodeAction>> Offers(Document document, string id)
    {
        var told = await Told(document, id);
        told.ShouldNotBeEmpty();
        var offers = new List<CodeAction>();
        foreach (var fix in Fixes.Where(f => f.FixableDiagnosticIds.Contains(id)))
            await fix.RegisterCodeFixesAsync(new CodeFixContext(
                document, told[0], (offer, _) => offers.Add(offer), TestContext.Current.CancellationToken));
        return offers;
    }

    private static Document Open(AdhocWorkspace workspace, string source)
    {
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Acme.Orders", "Acme.Orders", LanguageNames.CSharp,
            compilationOptions: Compiled.Options, parseOptions: Compiled.Parsing,
            metadataReferences: Compiled.References));
        return project.AddDocument("Usings.cs", Compiled.ImplicitUsings).Project.AddDocument("Code.cs", source);
    }

    private static async Task<Diagnostic[]> Told(Document document, string id)
    {
        var compilation = await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken);
        var told = await compilation!.WithAnalyzers([.. Compiled.Analyzers])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. told.Where(d => d.Id == id).OrderBy(d => d.Location.SourceSpan.Start)];
    }
}
