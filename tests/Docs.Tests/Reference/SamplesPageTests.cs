using TestDigitalPlatform.Tool.Describe;

namespace Docs.Tests.Reference;

/// <summary>The page of the samples' events and processes is what their code says.</summary>
public sealed class SamplesPageTests
{
    private const string Page = "docs/reference/events-and-processes.md";

    [Fact]
    public void Is_what_the_compiled_samples_say()
    {
        var services = Directory.EnumerateFiles(Repository.At("samples"), "*.csproj", SearchOption.AllDirectories)
            .Where(project => File.ReadAllText(project).Contains("Microsoft.NET.Sdk.Web", StringComparison.Ordinal))
            .Select(project => Path.GetFileNameWithoutExtension(project)).Order(StringComparer.Ordinal)
            .Select(name => Built.Program(name, name)).Where(File.Exists);

        var page = DescribeCommand.PageOf(services);

        if (Environment.GetEnvironmentVariable("TDP_ACCEPT_SNAPSHOTS") is "1")
            File.WriteAllText(Repository.At(Page.Split('/')), page);
        File.ReadAllText(Repository.At(Page.Split('/'))).ShouldBe(
            page, "the samples have changed: run the test with TDP_ACCEPT_SNAPSHOTS=1 to write the page again");
    }

    [Fact]
    public void A_file_that_is_not_up_to_date_fails_the_check()
    {
        var file = Path.GetTempFileName();
        try
        {
            DescribeCommand.Write("now\n", file, isCheck: false);
            DescribeCommand.Write("now\n", file, isCheck: true);

            Should.Throw<TestDigitalPlatform.Tool.ToolException>(() => DescribeCommand.Write("later\n", file, isCheck: true))
                .Message.ShouldContain("not up to date");
            File.ReadAllText(file).ShouldBe("now\n");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
