using System.CommandLine;
using ReferenceHost;
using Tdp.Commands;

namespace Tdp.Tests;

public sealed class UpCommandTests
{
    private static readonly RootCommand Root = new() { UpCommand.Create(Repository.Find()) };

    // Nothing was built when they are told: parsing is all that happens.
    [Theory]
    [InlineData("up --prot 3", "'--prot' was not matched. Did you mean one of the following?", "--port")]
    [InlineData("up --dta x", "'--dta' was not matched", "--data")]
    [InlineData("up --emptyy", "'--emptyy' was not matched", "--empty")]
    [InlineData("up --no-biuld", "'--no-biuld' was not matched", "--no-build")]
    [InlineData("upp", "'upp' was not matched", "up")]
    [InlineData("up 8080", "Unrecognized command or argument '8080'", "")]
    [InlineData("up --port 70000", "--port takes a number from 0 to 65000.", "")]
    [InlineData("up --port=-1", "--port takes a number from 0 to 65000.", "")]
    [InlineData("up --port abc", "'abc'", "--port")]
    public void Tells_a_mistake_before_it_builds(string given, string told, string suggested)
    {
        var error = new StringWriter();
        var output = new StringWriter();

        var exitCode = Root.Parse(given).Invoke(
            new InvocationConfiguration { Error = error, Output = output, EnableDefaultExceptionHandler = false });

        exitCode.ShouldBe(1);
        $"{error}{output}".ShouldContain(told);
        $"{error}{output}".ShouldContain(suggested);
    }

    [Fact]
    public void Misses_a_service_before_it_builds() => Should.Throw<StepFailedException>(() => Root
        .Parse("up --service nowhere.dll").Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }))
        .Message.ShouldEndWith("nowhere.dll' does not exist. Build the service first, then name its .dll.");

    [Fact]
    public void Refuses_a_file_for_a_folder()
    {
        var file = typeof(UpCommandTests).Assembly.Location;

        Root.Parse(["up", "--data", file]).Errors.ShouldHaveSingleItem().Message
            .ShouldBe($"--data takes a folder, and '{file}' is a file.");
    }

    [Fact]
    public void Gives_the_host_all_that_it_was_given()
    {
        var service = typeof(UpCommandTests).Assembly.Location;
        var settings = new HostSettings(Path.GetFullPath("data"), 0, WithDemo: false, [service, service]);

        ShouldBe(Read([.. HostCommandLine.Arguments(settings)]), settings);
    }

    [Fact]
    public void Gives_the_host_a_folder_and_a_port() =>
        ShouldBe(Read(), new HostSettings(Path.GetFullPath(".tdp"), 8080, WithDemo: true, []));

    private static void ShouldBe(HostSettings actual, HostSettings expected)
    {
        actual.Services.ShouldBe(expected.Services);
        (actual with { Services = expected.Services }).ShouldBe(expected);
    }

    private static HostSettings Read(params string[] arguments)
    {
        var root = new RootCommand();
        var host = new HostCommandLine(root, ".tdp");
        return host.Settings(root.Parse(arguments));
    }
}
