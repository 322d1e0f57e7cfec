using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Operations;

namespace TestDigitalPlatform.Generators.Tests;

/// <summary>Code of a team's, compiled with the generators as the SDK would.</summary>
internal static class Compiled
{
    // That a type is obsolete or, by the tests' own id, an experiment.
    private static readonly string[] OfTeamsTypes = ["CS0612", "CS0618", "ACME1"];

    internal const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.ComponentModel.DataAnnotations;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.Extensions.Logging;
        global using TestDigitalPlatform;
        """;

    private static readonly Type[] CompilerTypes =
        [.. typeof(OperationGenerator).Assembly.GetTypes().Where(type => !type.IsAbstract)];

    private static readonly IIncrementalGenerator[] Generators = [.. Made<IIncrementalGenerator>()];

    internal static DiagnosticAnalyzer[] Analyzers { get; } = [.. Made<DiagnosticAnalyzer>()];

    internal static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    internal static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !IsCompilers(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    internal static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    internal static CSharpCompilation Compilation(string source, params MetadataReference[] more) =>
        CSharpCompilation.Create(
            "Acme.Orders", [Parse(ImplicitUsings), Parse(source)], References.AddRange(more), Options);

    internal static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [.. Generators.Select(g => g.AsSourceGenerator())],
        parseOptions: Parsing,
        driverOptions: new GeneratorDriverOptions(
            IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>What is generated for it, which must compile without a warning.</summary>
    /// <param name="only">The files to return; all when empty.</param>
    internal static string Generated(string source, params string[] only) => Generated(Compilation(source), only);

    internal static string Generated(CSharpCompilation compilation, params string[] only)
    {
        var run = Driver().RunGeneratorsAndUpdateCompilation(
            compilation, out var output, out _, TestContext.Current.CancellationToken);
        run.GetRunResult().Results.ShouldAllBe(r => r.Exception == null);
        Complaints(output).ShouldBeEmpty();
        Complaints(Loud(output)).Where(d => !OfTeamsTypes.Contains(d.Id)).ShouldBeEmpty();
        return string.Join("\n", run.GetRunResult().GeneratedTrees
            .Where(t => only.Length == 0 || only.Contains(Path.GetFileName(t.FilePath)))
            .Select(t => $"//---- {Path.GetFileName(t.FilePath)}\n{t.GetText(TestContext.Current.CancellationToken)}"));
    }

    // The line that silences what a team says of its own types would silence our own mistakes too.
    private static Compilation Loud(Compilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var text = tree.ToString();
            if (tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
                compilation = compilation.ReplaceSyntaxTree(
                    tree, Parse(text.Replace(CodeText.Silence, "", StringComparison.Ordinal)));
        }

        return compilation;
    }

    private static IEnumerable<Diagnostic> Complaints(Compilation compilation) =>
        compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => d.Severity >= DiagnosticSeverity.Warning);

    /// <summary>What the analyzers say about a service's code.</summary>
    internal static Task<Diagnostic[]> Diagnose(string source, params MetadataReference[] more) =>
        Diagnose(Compilation(source, more), []);

    /// <summary>What they say about it beside other files that the compiler is given, such as settings.</summary>
    internal static Task<Diagnostic[]> Diagnose(string source, IEnumerable<AdditionalText> files) =>
        Diagnose(Compilation(source), files);

    /// <summary>What they say about a Contracts project, which knows of nothing but the words.</summary>
    internal static Task<Diagnostic[]> DiagnoseContracts(string source, params AdditionalText[] files) =>
        Diagnose(ContractsCompilation("Acme.Orders.Contracts", source), files);

    /// <summary>A Contracts project, compiled.</summary>
    internal static MetadataReference Contracts(string name, string source)
    {
        using var assembly = new MemoryStream();
        Driver().RunGeneratorsAndUpdateCompilation(
            ContractsCompilation(name, source), out var complete, out _, TestContext.Current.CancellationToken);
        complete
            .Emit(assembly, cancellationToken: TestContext.Current.CancellationToken).Success.ShouldBeTrue();
        return MetadataReference.CreateFromImage(assembly.ToArray());
    }

    private static CSharpCompilation ContractsCompilation(string name, string source)
    {
        var all = Compilation(source).WithAssemblyName(name);
        return all.RemoveReferences(all.References.Where(r =>
            Path.GetFileName(r.Display!).StartsWith("TestDigitalPlatform.", StringComparison.Ordinal)
                && Path.GetFileName(r.Display!) != "TestDigitalPlatform.Abstractions.dll"));
    }

    private static async Task<Diagnostic[]> Diagnose(
        CSharpCompilation compilation, IEnumerable<AdditionalText> files)
    {
        Driver().RunGeneratorsAndUpdateCompilation(
            compilation, out var output, out _, TestContext.Current.CancellationToken);
        output.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error)
            .ShouldBeEmpty();
        var found = await output.WithAnalyzers([.. Analyzers], new AnalyzerOptions([.. files]))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.OrderBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>The ids of what the analyzers say, also about code that does not compile.</summary>
    internal static async Task<IReadOnlyList<string>> Told(Compilation compilation) =>
    [
        .. (await compilation.WithAnalyzers([.. Analyzers])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).Select(d => d.Id).Distinct(),
    ];

    private static bool IsCompilers(string file) =>
        file.StartsWith("TestDigitalPlatform.Generators", StringComparison.Ordinal)
        || file.StartsWith("TestDigitalPlatform.CodeFixes", StringComparison.Ordinal);

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, Parsing);

    private static IEnumerable<T> Made<T>() => CompilerTypes
        .Where(type => type.IsAssignableTo(typeof(T)))
        .Select(type => (T)Activator.CreateInstance(type)!);
}
