using Tdp.Steps;

namespace Tdp.Tests;

public sealed class BuildProgressTests
{
    [Fact]
    public void Tells_what_is_restored_then_what_is_built()
    {
        var progress = new BuildProgress(3);

        progress.Text.ShouldBe("restoring packages");
        progress.Read("  Determining projects to restore...");
        progress.Text.ShouldBe("restoring packages");
        progress.Read("  Restored /somewhere/A/A.csproj (in 295 ms).");
        progress.Text.ShouldBe("1 of 3 projects restored");
        progress.Read("  A -> /somewhere/artifacts/bin/A/release/A.dll");
        progress.Read("/somewhere/B/B.cs(3,5): warning CA1000: A -> B [/somewhere/B/B.csproj]");
        progress.Text.ShouldBe("1 of 3 projects, last A");
    }

    // A project may say twice where it went, as a program with two outputs does.
    [Fact]
    public void Never_tells_more_than_there_is()
    {
        var progress = new BuildProgress(1);

        progress.Read("  A -> /somewhere/A.dll");
        progress.Read("  A -> /somewhere/A.zip");

        progress.Text.ShouldBe("1 of 1 projects, last A");
    }

    [Fact]
    public void Knows_how_many_projects_the_host_needs()
    {
        var host = Repository.Find().At("samples", "ReferenceHost", "ReferenceHost.csproj");

        BuildProgress.OfProject(host).Projects.ShouldBeInRange(8, 40);
    }

    [Theory]
    [InlineData("  A -> /somewhere/A.dll", true)]
    [InlineData("  Restored /somewhere/A/A.csproj (in 1.2 sec).", true)]
    [InlineData("  Determining projects to restore...", true)]
    [InlineData("  All projects are up-to-date for restore.", true)]
    [InlineData("/somewhere/B.cs(3,5): error CS1002: ; expected [/somewhere/B.csproj]", false)]
    [InlineData("MSBUILD : error MSB1009: Project file does not exist.", false)]
    public void Is_left_out_of_what_a_failed_build_tells(string line, bool isProgress) =>
        BuildProgress.IsProgress(line).ShouldBe(isProgress);
}
