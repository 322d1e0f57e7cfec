using TestDigitalPlatform.Testing.Tests.Shop;

namespace TestDigitalPlatform.Testing.Tests.OpenApi;

public sealed class SnapshotTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tdp-snapshot-").FullName;

    [Fact]
    public async Task An_approved_document_matches()
    {
        await using var service = await ShopService.Start();
        var document = await service.OpenApi();
        await File.WriteAllTextAsync(Path.Combine(folder, "shop.verified.json"), document);

        document.ShouldMatchSnapshot("shop.json", Test);

        document.ShouldContain("\"version\": \"0.0.0\"");
        Directory.GetFiles(folder).Select(Path.GetFileName).ShouldBe(["shop.verified.json"]);
    }

    [Fact]
    public void A_change_is_shown_and_left_beside_what_was_approved()
    {
        File.WriteAllText(Path.Combine(folder, "a.verified.txt"), "one\ntwo\nthree");

        var failure = Should.Throw<TestFailedException>(
            () => "one\ntwo and a half\nthree".ShouldMatchSnapshot("a.txt", Test));

        failure.Message.ShouldContain(
            "a.verified.txt differs from the current result. The first difference is in line 2:\n- two\n+ two and a "
                + "half");
        failure.Message.ShouldContain($"{SnapshotAssertions.AcceptVariable}=1");
        File.ReadAllText(Path.Combine(folder, "a.received.txt")).ShouldBe("one\ntwo and a half\nthree");
    }

    [Fact]
    public void What_was_never_approved_fails() =>
        Should.Throw<TestFailedException>(() => "text".ShouldMatchSnapshot("b.txt", Test)).Message
            .ShouldContain("No snapshot was accepted yet.");

    [Fact]
    public void A_build_that_hides_the_path_is_told_so() =>
        Should.Throw<TestFailedException>(() => "text".ShouldMatchSnapshot("c.txt", "/_/nowhere/Test.cs")).Message.ShouldContain("DeterministicSourcePaths=false");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Test => Path.Combine(folder, "Test.cs");
}
