using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TestDigitalPlatform.Generators.Tests;

/// <summary>What is told leads to a page that its reader has.</summary>
public sealed class ErrorPageLinkTests
{
    private const string Bad = """
        [Get("/orders/{order}")] public sealed record GetOrder(Guid Order) : IQuery<int>;
        """;

    [Theory]
    [InlineData("https://wiki.example.com/tdp", "https://wiki.example.com/tdp/TDP1001.md")]
    [InlineData("https://wiki.example.com/tdp/", "https://wiki.example.com/tdp/TDP1001.md")]
    public async Task Where_the_project_says(string address, string page) => (await Link(address)).ShouldBe(page);

    [Fact]
    public async Task Where_the_package_lies()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "paths of another form");

        (await Link("/home/ann lee/.nuget/packages/abstractions/1.0.0/docs/errors"))
            .ShouldBe("file:///home/ann%20lee/.nuget/packages/abstractions/1.0.0/docs/errors/TDP1001.md");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not an address")]
    public async Task As_in_the_repository_when_nobody_says(string address) =>
        (await Link(address)).ShouldBe("docs/errors/TDP1001.md");

    [Fact]
    public async Task And_says_the_same_whatever_braces_it_has()
    {
        const string source = """
            [Get("/orders/{Order_Id}"), Allow] public sealed record GetOrder(Guid Order_Id) : IQuery<int>;
            """;
        var plain = (await Told(source, "")).ShouldHaveSingleItem();

        var linked = (await Told(source, "https://a.example")).ShouldHaveSingleItem();

        linked.GetMessage(null).ShouldBe(plain.GetMessage(null));
        linked.GetMessage(null).ShouldContain("{orderId}");
        (linked.Id, linked.Severity, linked.Location.SourceSpan).ShouldBe((plain.Id, plain.Severity, plain.Location.SourceSpan));
        linked.Properties.ShouldBe(plain.Properties);
    }

    private static async Task<string> Link(string address) =>
        (await Told(Bad, address)).ShouldHaveSingleItem().Descriptor.HelpLinkUri;

    private static async Task<Diagnostic[]> Told(string source, string address)
    {
        var compilation = Compiled.Compilation(source);
        Compiled.Driver().RunGeneratorsAndUpdateCompilation(
            compilation, out var output, out _, TestContext.Current.CancellationToken);
        var told = await output.WithAnalyzers([.. Compiled.Analyzers], new AnalyzerOptions([], new Settings(address)))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. told.Where(d => d.Id is "TDP1001" or "TDP1016")];
    }

    /// <summary>What the build tells the compiler of a project.</summary>
    private sealed class Settings(string address) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(address);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(string address) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = address;
            return key == "build_property._TestDigitalPlatformErrorPages";
        }
    }
}
