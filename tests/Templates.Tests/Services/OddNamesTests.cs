namespace Templates.Tests.Services;

/// <summary>Services whose names clash with words of C#, of .NET, of PostgreSQL or of the platform.</summary>
public sealed class OddNamesTests(NewMachineWithTemplates templates)
{
    private static readonly string[][] Odd =
    [
        ["acme.class", "--entity", "event"],
        ["my-shop.4you", "--entity", "Task"],
        ["Acme.Customers"],
        ["Acme.ManagementOfReferenceDataForEverySubsidiary", "--entity", "user"],
        ["Acme.Task", "--entity", "Role"],
        ["Acme.Service", "--entity", "Title"],
        ["Заказы"],
        ["_", "--no-sample"],
    ];

    [Fact]
    public async Task They_build_without_a_warning()
    {
        foreach (var options in Odd)
            await templates.New(Path.Combine("odd", options[0]), ["-n", .. options]);
        // What lies above them, on this machine, is no part of their builds.
        foreach (var file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            await File.WriteAllTextAsync(Path.Combine(templates.Machine.Folder, "odd", file), Above, TestContext.Current.CancellationToken);
        var all = Path.Combine(templates.Machine.Folder, "odd", "all.proj");
        await File.WriteAllTextAsync(all, All, TestContext.Current.CancellationToken);

        // One run of MSBuild for all of them.
        await templates.Dotnet("odd", "build", "all.proj", "-m", "-nologo", "-v", "q", "-clp:NoSummary");

        foreach (var options in Odd)
            Directory.EnumerateFiles(Path.Combine(templates.Machine.Folder, "odd", options[0], "artifacts", "bin"), "*.Tests.dll", SearchOption.AllDirectories)
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
