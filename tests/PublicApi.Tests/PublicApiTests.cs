using System.Reflection;
using PublicApiGenerator;

namespace PublicApi.Tests;

/// <summary>What others can call is held to a text that somebody approved: changing it is a promise broken or made.</summary>
public sealed class PublicApiTests
{
    // What the compiler adds is no promise; a fact knows the line that it stands in.
    private static readonly ApiGeneratorOptions Options = new()
    {
        IncludeAssemblyAttributes = false,
        ExcludeAttributes =
        [
            "System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute",
            "System.Runtime.CompilerServices.EnumeratorCancellationAttribute",
            "Xunit.FactAttribute",
        ],
    };

    private static readonly string Approved = Path.Combine(Repository.Root, "tests", "PublicApi.Tests", "Approved");

    [Theory]
    [InlineData("TestDigitalPlatform.Abstractions")]
    [InlineData("TestDigitalPlatform.Client")]
    [InlineData("TestDigitalPlatform.Core")]
    [InlineData("TestDigitalPlatform.Dapper")]
    [InlineData("TestDigitalPlatform.Hosting")]
    [InlineData("TestDigitalPlatform.Identity")]
    [InlineData("TestDigitalPlatform.Identity.Contracts")]
    [InlineData("TestDigitalPlatform.Postgres")]
    [InlineData("TestDigitalPlatform.RabbitMq")]
    [InlineData("TestDigitalPlatform.Testing")]
    public void Is_what_was_approved(string package)
    {
        var approved = Path.Combine(Approved, $"{package}.verified.txt");
        var received = Path.Combine(Approved, $"{package}.received.txt");
        var now = $"{Assembly.Load(package).GeneratePublicApi(Options).ReplaceLineEndings("\n")}\n";
        var before = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        if (now == before)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, now);
        Assert.Fail(
            $"""
            The public API of {package} is not what was approved.
            {ApiDifference.Between(before, now)}
            What is gone or reads differently breaks those who use it: docs/reference/versioning.md says when that may be. If it is meant:
              mv {Path.GetRelativePath(Repository.Root, received)} {Path.GetRelativePath(Repository.Root, approved)}
            """);
    }

    [Fact]
    public void Each_library_has_its_approved_text()
    {
        var libraries = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(project => !IsNoLibrary(File.ReadAllText(project)))
            .Select(Path.GetFileNameWithoutExtension);

        Directory.EnumerateFiles(Approved, "*.verified.txt")
            .Select(file => Path.GetFileName(file)[..^".verified.txt".Length])
            .ShouldBe(libraries, ignoreOrder: true);
    }

    // A program, a template, PostgreSQL's programs, or what travels inside another package.
    private static bool IsNoLibrary(string project) =>
        project.Contains("<PackAsTool>true") || project.Contains("<IncludeBuildOutput>false") || project.Contains("<IsPackable>false")
        || project.Contains("Postgres.Binaries.targets");
}
