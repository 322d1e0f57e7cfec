using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TestDigitalPlatform.Generators.Ids;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Pages;
using TestDigitalPlatform.Generators.Rows;

namespace TestDigitalPlatform.Generators.Tests;

/// <summary>Code of a team's, compiled with the generators as the SDK would.</summary>
internal static class Compiled
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using TestDigitalPlatform;
        """;

    private static readonly IIncrementalGenerator[] Generators = [new IdGenerator(), new RowGenerator(), new PageGenerator(), new OperationGenerator()];

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("TestDigitalPlatform.Generators", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    internal static CSharpCompilation Compilation(string source, params MetadataReference[] more) => CSharpCompilation.Create(
        "Acme.Orders",
        [Parse(ImplicitUsings), Parse(source)],
        References.AddRange(more),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    internal static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [.. Generators.Select(g => g.AsSourceGenerator())],
        parseOptions: Parsing,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>What is generated for it, which must compile without a warning.</summary>
    /// <param name="only">The files to return; all when empty.</param>
    internal static string Generated(string source, params string[] only)
    {
        var run = Driver().RunGeneratorsAndUpdateCompilation(
            Compilation(source), out var output, out _, TestContext.Current.CancellationToken);
        run.GetRunResult().Results.ShouldAllBe(r => r.Exception == null);
        output.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();
        return string.Join("\n", run.GetRunResult().GeneratedTrees
            .Where(t => only.Length == 0 || only.Contains(Path.GetFileName(t.FilePath)))
            .Select(t => $"//---- {Path.GetFileName(t.FilePath)}\n{t.GetText(TestContext.Current.CancellationToken)}"));
    }

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, Parsing);
}
