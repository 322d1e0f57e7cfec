using System.Collections.Immutable;
using Docs.Tests.Pages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TestDigitalPlatform.Generators.Operations;

namespace Docs.Tests.Code;

/// <summary>Compiles a page as the SDK compiles a service: with generators, analyzers and nullable references.</summary>
internal static class TeamCompiler
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.ComponentModel.DataAnnotations;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        global using TestDigitalPlatform;
        """;

    // A block shows what matters: it need not use all that it makes, nor wait for anything.
    private static readonly HashSet<string> Accepted =
        ["CS1998", "CS0219", "CS0168", "CS0169", "CS0649", "CS8321", "CS0414"];

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    private static readonly CSharpCompilationOptions Options =
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    private static readonly Type[] CompilerTypes =
        [.. typeof(OperationGenerator).Assembly.GetTypes().Where(type => !type.IsAbstract)];

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => IsReferencedByTeams(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The page's code with what is generated for it, and what the generators say against it.</summary>
    internal static (Compilation Compilation, ImmutableArray<Diagnostic> Told) Compile(
        Page page, CancellationToken cancellationToken)
    {
        var trees = Sources(page).Select(source => CSharpSyntaxTree.ParseText(source, Parsing));
        var written = CSharpCompilation.Create($"Acme.Page{Guid.NewGuid():N}", trees, References, Options);
        var generators = Made<IIncrementalGenerator>().Select(generator => generator.AsSourceGenerator());
        CSharpGeneratorDriver.Create(generators, parseOptions: Parsing)
            .RunGeneratorsAndUpdateCompilation(written, out var whole, out var told, cancellationToken);
        return (whole, told);
    }

    /// <summary>What the compiler, the generators and the analyzers say against the page's code.</summary>
    internal static async Task<IReadOnlyList<string>> Complaints(Page page, CancellationToken cancellationToken)
    {
        var (compilation, told) = Compile(page, cancellationToken);
        var analyzers = Made<DiagnosticAnalyzer>().ToImmutableArray();
        var found = analyzers.IsEmpty
            ? []
            : await compilation.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync(cancellationToken);
        return
        [
            .. compilation.GetDiagnostics(cancellationToken).Concat(told).Concat(found)
                .Where(said => said.Severity >= DiagnosticSeverity.Warning && !Accepted.Contains(said.Id))
                .Select(said => $"{Place(said.Location)}: {said.Id} {said.GetMessage(null)}"),
        ];
    }

    private static IEnumerable<string> Sources(Page page)
    {
        var preamble = Preamble(page);
        yield return ImplicitUsings;
        yield return $"#line 1 \"preamble of {page}\"\n{preamble}";
        if (!preamble.Contains("class PageScope", StringComparison.Ordinal))
            yield return PageCode.DefaultScope;
        foreach (var block in page.In("csharp"))
            yield return PageCode.Compilable(page, block);
    }

    /// <summary>What a page's code takes for granted and doesn't show.</summary>
    private static string Preamble(Page page)
    {
        var name = page.Path.Replace('/', '.').Replace(".md", ".cs");
        var file = Repository.At("tests", "Docs.Tests", "Preambles", name);
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    private static IEnumerable<T> Made<T>() => CompilerTypes
        .Where(type => type.IsAssignableTo(typeof(T)))
        .Select(type => (T)Activator.CreateInstance(type, nonPublic: true)!);

    // The compiler's part travels inside the packages and is no reference.
    private static bool IsReferencedByTeams(string file) => file is not ("Docs.Tests.dll" or "tdp.dll")
        && !file.StartsWith("TestDigitalPlatform.Generators", StringComparison.Ordinal);

    private static string Place(Location location)
    {
        var place = location.GetMappedLineSpan();
        return place.IsValid ? $"{place.Path}:{place.StartLinePosition.Line + 1}" : "generated code";
    }
}
