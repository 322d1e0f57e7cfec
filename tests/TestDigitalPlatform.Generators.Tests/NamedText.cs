using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace TestDigitalPlatform.Generators.Tests;

/// <summary>A file that the compiler is given beside the code.</summary>
internal sealed class NamedText(string path, string text) : AdditionalText
{
    public override string Path { get; } = path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
