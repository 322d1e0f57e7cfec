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
        ["Acme.Empty", "--no-sample"],
    ];

    [Fact]
    public async Task They_build_without_a_warning()
    {
        foreach (var options in Odd)
            await templates.New(Path.Combine("odd", options[0]), ["-n", .. options]);
        var all = Path.Combine(templates.Machine.Folder, "odd", "all.proj");
        await File.WriteAllTextAsync(all, All, TestContext.Current.CancellationToken);

        // One run of MSBuild for all of them.
        await templates.Dotnet("odd", "build", "all.proj", "-m", "-nologo", "-v", "q", "-clp:NoSummary");

        foreach (var options in Odd)
            Directory.EnumerateFiles(Path.Combine(templates.Machine.Folder, "odd", options[0], "artifacts", "bin"), "*.Tests.dll", SearchOption.AllDirectories)
                .ShouldHaveSingleItem(options[0]);
    }

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
