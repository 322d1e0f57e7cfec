using System.Collections.Immutable;
using Docs.Tests.Pages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TestDigitalPlatform.Generators.Operations;

namespace Docs.Tests.Code;

/// <summary>Compiles a page as the SDK compiles a team's service: with the generators, the analyzers and nullable references.</summary>
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
    private static readonly HashSet<string> Accepted = ["CS1998", "CS0219", "CS0168", "CS0169", "CS0649", "CS8321", "CS0414"];

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    private static readonly Type[] CompilerTypes = [.. typeof(OperationGenerator).Assembly.GetTypes().Where(type => !type.IsAbstract)];

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !IsOurs(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>What the compiler, the generators and the analyzers say against the page's blocks.</summary>
    internal static async Task<IReadOnlyList<string>> Complaints(Page page, CancellationToken cancellationToken)
    {
        var preamble = Preamble(page);
        string[] sources =
        [
            ImplicitUsings,
            preamble.Length == 0 ? "" : $"#line 1 \"preamble of {page}\"\n{preamble}",
            .. preamble.Contains("class PageScope", StringComparison.Ordinal) ? Array.Empty<string>() : [PageCode.DefaultScope],
            .. page.In("csharp").Select(block => PageCode.Compilable(page, block)),
        ];
        var compilation = CSharpCompilation.Create(
            "Acme.Page",
            sources.Select(source => CSharpSyntaxTree.ParseText(source, Parsing, cancellationToken: cancellationToken)),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        var generators = Made<IIncrementalGenerator>().Select(generator => generator.AsSourceGenerator());
        CSharpGeneratorDriver.Create(generators, parseOptions: Parsing)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out var told, cancellationToken);
        var analyzers = Made<DiagnosticAnalyzer>().ToImmutableArray();
        var found = analyzers.IsEmpty
            ? []
            : await output.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync(cancellationToken);
        return
        [
            .. output.GetDiagnostics(cancellationToken).Concat(told).Concat(found)
                .Where(d => d.Severity >= DiagnosticSeverity.Warning && !Accepted.Contains(d.Id))
                .Select(d => $"{Place(d.Location)}: {d.Id} {d.GetMessage(null)}"),
        ];
    }

    /// <summary>What a page's code takes for granted: types that it doesn't show, in <c>Preambles</c> under the page's name.</summary>
    private static string Preamble(Page page)
    {
        var file = Repository.At("tests", "Docs.Tests", "Preambles", page.Path.Replace('/', '.').Replace(".md", ".cs"));
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    private static IEnumerable<T> Made<T>() => CompilerTypes.Where(type => type.IsAssignableTo(typeof(T)))
        .Select(type => (T)Activator.CreateInstance(type, nonPublic: true)!);

    // A team references packages; the compiler's part is not among them, and neither are other services or these tests.
    private static bool IsOurs(string file) =>
        file is "Docs.Tests.dll" or "tdp.dll" || file.StartsWith("TestDigitalPlatform.Generators", StringComparison.Ordinal);

    private static string Place(Location location)
    {
        var place = location.GetMappedLineSpan();
        return place.IsValid ? $"{place.Path}:{place.StartLinePosition.Line + 1}" : "generated code";
    }
}
