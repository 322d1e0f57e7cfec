namespace Templates.Tests.Services;

/// <summary>Services whose names clash with words of C#, of .NET, of PostgreSQL or of the platform.</summary>
public sealed class OddNamesTests(NewMachineWithTemplates templates)
{
    [Fact]
    public Task They_build_without_a_warning() => Build(
        "odd",
        [
            ["acme.class", "--entity", "event"],
            ["Заказы", "--entity", "Role"],
        ]);

    [Fact]
    [Trait("Form", "Long")]
    public Task Rarer_ones_build_without_a_warning_too() => Build(
        "rarer",
        [
            ["my-shop.4you", "--entity", "Task"],
            ["Acme.Task", "--entity", "Role"],
            ["Acme.Customers"],
            ["Acme.ManagementOfReferenceDataForEverySubsidiary", "--entity", "user"],
            ["Acme.Service", "--entity", "Title"],
            ["_", "--no-sample"],
        ]);

    private async Task Build(string folder, string[][] services)
    {
        foreach (var options in services)
            await templates.New(Path.Combine(folder, options[0]), ["-n", .. options]);
        // What lies above them, on this machine, is no part of their builds.
        foreach (var file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            await File.WriteAllTextAsync(Path.Combine(templates.Machine.Folder, folder, file), Above, TestContext.Current.CancellationToken);
        var all = Path.Combine(templates.Machine.Folder, folder, "all.proj");
        await File.WriteAllTextAsync(all, All, TestContext.Current.CancellationToken);

        // One run of MSBuild for all of them.
        await templates.Dotnet(folder, "build", "all.proj", "-m", "-nologo", "-v", "q", "-clp:NoSummary");

        foreach (var options in services)
            Directory.EnumerateFiles(Path.Combine(templates.Machine.Folder, folder, options[0], "artifacts", "bin"), "*.Tests.dll", SearchOption.AllDirectories)
                .ShouldHaveSingleItem(options[0]);
    }

    private const string Above =
        """
        <Project>
          <Target Name="Above" BeforeTargets="CoreCompile">
            <Error Text="A file of a folder above is a part of this build." />
          </Target>
        </Project>
        """;

    private const string All =
        """
        <Project DefaultTargets="Build">
          <ItemGroup>
            <Service Include="*/*.slnx" />
          </ItemGroup>
          <Target Name="Restore">
            <MSBuild Projects="@(Service)" Targets="Restore" BuildInParallel="true" />
          </Target>
          <Target Name="Build">
            <MSBuild Projects="@(Service)" Targets="Build" BuildInParallel="true" />
          </Target>
        </Project>
        """;
}
