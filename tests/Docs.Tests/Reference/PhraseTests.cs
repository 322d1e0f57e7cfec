using System.Xml.Linq;
using Docs.Tests.Pages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Docs.Tests.Reference;

/// <summary>Holds the platform's sentences in the source and their translations to each other.</summary>
public sealed class PhraseTests
{
    private static readonly string[] Packages = ["Abstractions", "Core", "Hosting"];

    [Fact]
    public void Each_sentence_for_people_is_there_in_German()
    {
        var said = Sentences();
        var german = XDocument.Load(Path.Combine(
                Repository.Root, "src/TestDigitalPlatform.Hosting/Languages/PlatformText.de.resx"))
            .Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

        said.Count.ShouldBeGreaterThan(60);
        said.Where(sentence => !german.ContainsKey(sentence)).Order().ShouldBeEmpty();
        // One that is nowhere said was reworded, or has become a text before its values were kept apart.
        german.Keys.Where(key => key.Contains("{0}", StringComparison.Ordinal)).Except(said).Order().ShouldBeEmpty();
        german.Where(g => Placeholders(g.Key) != Placeholders(g.Value)).Select(g => g.Key).ShouldBeEmpty();
    }

    private static string Placeholders(string text) =>
        string.Concat(Enumerable.Range(0, 4).Where(i => text.Contains($"{{{i}}}", StringComparison.Ordinal)));

    // Whatever becomes a Phrase, or the sentence of a refusal or of a field's error.
    private static HashSet<string> Sentences()
    {
        var trees = Packages.SelectMany(package => Directory.EnumerateFiles(
                Path.Combine(Repository.Root, "src", "TestDigitalPlatform." + package), "*.cs", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Shared"), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), new(LanguageVersion.Latest)))
            .Append(CSharpSyntaxTree.ParseText("""
                global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
                global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
                """));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("TestDigitalPlatform", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Sentences", trees, references, new(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
        return [.. compilation.SyntaxTrees.SelectMany(tree => Of(tree.GetRoot(), compilation.GetSemanticModel(tree)))];
    }

    private static IEnumerable<string> Of(SyntaxNode root, SemanticModel model)
    {
        foreach (var expression in root.DescendantNodes().OfType<ExpressionSyntax>())
        {
            if (model.GetTypeInfo(expression).ConvertedType?.Name is "Phrase"
                && TemplateOf(expression, model) is { } sentence)
                yield return sentence;
        }

        foreach (var made in root.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>())
        {
            var at = model.GetTypeInfo(made).Type?.Name switch { "Refusal" => 1, "FieldError" => 2, _ => -1 };
            if (at >= 0 && made.ArgumentList?.Arguments.ElementAtOrDefault(at)?.Expression is { } text
                && model.GetConstantValue(text) is { HasValue: true, Value: string sentence })
                yield return Escaped(sentence);
        }
    }

    private static string? TemplateOf(ExpressionSyntax expression, SemanticModel model)
    {
        if (model.GetConstantValue(expression) is { HasValue: true, Value: string whole })
            return whole.Length == 0 ? null : Escaped(whole);
        if (expression is not InterpolatedStringExpressionSyntax text)
            return null;
        var number = 0;
        return string.Concat(text.Contents.Select(part => part is InterpolatedStringTextSyntax literal
            ? literal.TextToken.ValueText
            : $"{{{number++}}}"));
    }

    private static string Escaped(string text) =>
        text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
