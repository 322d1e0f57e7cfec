using TestDigitalPlatform.Tool.Upgrade;

namespace Templates.Tests.Upgrade;

public sealed class MergeTests
{
    private const string File = "Directory.Build.props";

    [Theory]
    [InlineData("a", "a", "a")]
    [InlineData("a", "edited", "a")]
    [InlineData("a", null, "a")]
    [InlineData("a", "b", "b")]
    [InlineData("a", null, null)]
    [InlineData(null, "b", "b")]
    public async Task Leaves_alone_what_the_template_did_not_change_or_the_team_did_alike(string? before, string? ours, string? after) =>
        (await Of(File, before, ours, after)).ShouldBeNull();

    [Theory]
    [InlineData(null, null, "b", ChangeKind.Added, "b")]
    [InlineData("a", "a", "b", ChangeKind.Updated, "b")]
    [InlineData("a", "edited", "b", ChangeKind.Merged, "a+edited+b")]
    [InlineData(null, "edited", "b", ChangeKind.Merged, "+edited+b")]
    [InlineData("a", "conflict", "b", ChangeKind.Conflict, "a+conflict+b")]
    [InlineData("a", "a", null, ChangeKind.Removed, null)]
    [InlineData("a", "edited", null, ChangeKind.Kept, null)]
    [InlineData("a", null, "b", ChangeKind.LeftOut, null)]
    public async Task Brings_what_the_template_changed(string? before, string? ours, string? after, object kind, string? text)
    {
        var change = await Of(File, before, ours, after);

        change.ShouldBe(new Change(File, (ChangeKind)kind, text));
    }

    [Fact]
    public async Task Never_touches_a_migration_that_may_have_run() =>
        (await Of("src/Acme.Orders/Migrations/0001_orders.sql", "a", "a", "b"))!.Kind.ShouldBe(ChangeKind.Kept);

    [Fact]
    public async Task Adds_a_migration_that_is_new() =>
        (await Of("src/Acme.Orders/Migrations/0002_notes.sql", null, null, "b"))!.Kind.ShouldBe(ChangeKind.Added);

    private static Task<Change?> Of(string path, string? before, string? ours, string? after) =>
        new Merge((b, o, a) => Task.FromResult(($"{b}+{o}+{a}", o == "conflict"))).Of(path, before, ours, after);
}
