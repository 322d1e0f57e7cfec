namespace Templates.Tests.Upgrade;

/// <summary>Services that were made by the first version of the template, brought to the present one.</summary>
public sealed class UpgradeTests(FirstVersion first) : IClassFixture<FirstVersion>
{
    [Fact]
    public async Task An_untouched_service_becomes_what_the_template_makes_today()
    {
        var service = await first.New("untouched");

        var upgraded = await first.Upgrade(service);

        upgraded.ExitCode.ShouldBe(0, upgraded.Output);
        Files(service).ShouldBe(Files(await first.NewOfToday("today")));
    }

    [Fact]
    public async Task What_the_team_did_stays_and_what_both_changed_is_told()
    {
        var service = await first.New("edited");
        Edit(service, "Directory.Packages.props", "</Project>", "  <!-- Ours. -->\n</Project>");
        Edit(service, ".github/workflows/ci.yml", "      - run: dotnet test -c Release --no-build", "      - run: ./our-own-tests");
        Edit(service, "src/Acme.Orders/Orders/CloseOrder.cs", "It is closed already", "It has been closed already");
        File.WriteAllText(In(service, ".github/dependabot.yml"), "version: 2\nupdates: []\n");
        File.WriteAllText(In(service, "src/Acme.Orders/Orders/Discounts.cs"), "// Ours.\n");
        File.Delete(In(service, "tests/Acme.Orders.Tests/Orders/OrdersTests.cs"));

        var upgraded = await first.Upgrade(service, "--to", first.Today, "--dirty");

        upgraded.ExitCode.ShouldBe(1, upgraded.Output);
        upgraded.Output.ShouldContain("In conflict with your edits:\n  .github/dependabot.yml\n  .github/workflows/ci.yml\n");
        upgraded.Output.ShouldContain("Merged with your edits:\n  Directory.Packages.props\n");
        upgraded.Output.ShouldContain("Not added, because you removed it:\n  "
            + "tests/Acme.Orders.Tests/Orders/OrdersTests.cs\n");
        Text(service, "Directory.Packages.props").ShouldContain("<!-- Ours. -->");
        Text(service, "Directory.Packages.props").ShouldContain($"<TdpVersion>{first.Today}</TdpVersion>");
        Text(service, "src/Acme.Orders/Orders/CloseOrder.cs").ShouldContain("It has been closed already");
        Text(service, "src/Acme.Orders/Orders/Discounts.cs").ShouldBe("// Ours.\n");
        var workflow = Text(service, ".github/workflows/ci.yml");
        workflow.ShouldContain("<<<<<<< yours\n      - run: ./our-own-tests\n");
        workflow.ShouldContain($">>>>>>> template {first.Today}\n");
        File.Exists(In(service, "tests/Acme.Orders.Tests/Orders/OrdersTests.cs")).ShouldBeFalse();
    }

    // What docs/guides/new-service.md and the service's own README tell a team to do.
    [Fact]
    public async Task Is_done_by_the_documented_commands_in_a_repository()
    {
        var feed = await first.FeedOfNextRelease();
        var service = await first.New("documented", "--feed", feed);
        var guide = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "docs", "guides", "new-service.md"), TestContext.Current.CancellationToken);
        var commands = guide.Split("## Upgrade")[1].Split("```")[1].Split('\n')[1..^1];

        foreach (var command in commands)
            await first.Dotnet(service, command.Split(' ')[1..]);

        commands.ShouldContain("dotnet tdp upgrade");
        Text(service, "tdp.json").ShouldContain($"\"version\": \"{FirstVersion.NextRelease}\"");
        Text(service, ".config/dotnet-tools.json").ShouldContain($"\"version\": \"{FirstVersion.NextRelease}\"");
        Text(service, "Directory.Packages.props").ShouldContain($"<TdpVersion>{FirstVersion.NextRelease}</TdpVersion>");
    }

    [Fact]
    public async Task What_is_not_committed_is_not_worked_upon()
    {
        var service = await first.New("uncommitted");
        File.WriteAllText(In(service, "src/Acme.Orders/Orders/Discounts.cs"), "// Ours.\n");

        var upgraded = await first.Upgrade(service);

        upgraded.ExitCode.ShouldBe(1);
        upgraded.Output.ShouldContain("?? src/Acme.Orders/Orders/Discounts.cs");
        Text(service, "tdp.json").ShouldContain("0.1.0");
    }

    [Fact]
    public async Task A_version_that_is_nowhere_changes_nothing()
    {
        var service = await first.New("nowhere");
        var before = Files(service);

        var upgraded = await first.Upgrade(service, "--to", "99.0.0");

        upgraded.ExitCode.ShouldBe(1);
        upgraded.Output.ShouldContain("TestDigitalPlatform.Templates 99.0.0 can't be installed. Name a source that "
            + "has it with --feed.");
        Files(service).ShouldBe(before);
    }

    // An applied migration never changes, so neither does the one that a service begins with.
    [Fact]
    public async Task The_first_migration_is_what_it_was()
    {
        var (then, now) = (await first.New("then"), await first.NewOfToday("now"));

        foreach (var migration in Directory.EnumerateFiles(then, "*.sql", SearchOption.AllDirectories))
            File.ReadAllText(In(now, Path.GetRelativePath(then, migration))).ShouldBe(File.ReadAllText(migration));
    }

    private static Dictionary<string, string> Files(string service) =>
        Directory.EnumerateFiles(service, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(file => !file.StartsWith(In(service, ".git/"), StringComparison.Ordinal))
            .ToDictionary(file => Path.GetRelativePath(service, file), File.ReadAllText);

    private static void Edit(string service, string file, string before, string after)
    {
        Text(service, file).ShouldContain(before);
        File.WriteAllText(In(service, file), Text(service, file).Replace(before, after, StringComparison.Ordinal));
    }

    private static string Text(string service, string file) => File.ReadAllText(In(service, file));

    private static string In(string service, string file) => Path.Combine(service, file);
}
