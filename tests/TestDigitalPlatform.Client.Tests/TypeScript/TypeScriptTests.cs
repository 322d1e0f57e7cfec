using System.Text.Json;
using Requests;
using TestDigitalPlatform.Testing;
using TestDigitalPlatform.Tests.Shared;

namespace TestDigitalPlatform.Client.Tests.TypeScript;

/// <summary>The OpenAPI document is enough to call a service from TypeScript, with types.</summary>
public sealed class TypeScriptTests : IDisposable
{
    private static readonly string Sources =
        Path.Combine(Repository.Root, "tests", "TestDigitalPlatform.Client.Tests", "TypeScript");

    private readonly string folder = NodeTools.NewFolder();

    [Fact]
    public async Task A_program_of_generated_types_compiles_strictly_and_calls_the_service()
    {
        await using var service = await TestService.Start("requests", RequestsService.Create);
        await Write("package.json", """{ "type": "module" }""");
        var document = await service.Anonymous().GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative), Cancel);
        await Write("requests.json", document);
        foreach (var source in new[] { "requests.ts", "tsconfig.json" })
            File.Copy(Path.Combine(Sources, source), At(source));

        // A property with a default may be left out of a request; the generator would have it sent.
        Succeeds(NodeTools.Run(
            "openapi-typescript", At("requests.json"), "--default-non-nullable", "false",
            "--output", At("requests.schema.ts")));
        Succeeds(NodeTools.Run("tsc", "--project", folder));
        var output = Succeeds(NodeTools.RunProgram(
            At("requests.js"),
            ("SERVICE", service.Address.GetLeftPart(UriPartial.Authority)), ("TOKEN", service.Token(Ann))));

        var told = JsonSerializer.Deserialize<Told>(output, JsonSerializerOptions.Web)!;
        told.ShouldBeEquivalentTo(new Told(
            "The lift is stuck", "submitted", [true], Count: 1, Refused: "not_found", Invalid: "title"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string At(string name) => Path.Combine(folder, name);

    private Task Write(string name, string text) => File.WriteAllTextAsync(At(name), text, Cancel);

    private static string Succeeds((int ExitCode, string Output) run)
    {
        run.ExitCode.ShouldBe(0, run.Output);
        return run.Output;
    }

    private static Caller Ann { get; } = new(UserId.Parse("ann"), Role.CustomerUser, CustomerId.Parse("acme"));

    private sealed record Told(string Title, string Status, bool[] Found, int Count, string Refused, string Invalid);
}
