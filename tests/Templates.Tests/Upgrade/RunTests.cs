using TestDigitalPlatform.Tool;
using TestDigitalPlatform.Tool.Programs;

namespace Templates.Tests.Upgrade;

public sealed class RunTests
{
    [Fact]
    public async Task A_program_that_is_missing_such_as_git_is_named()
    {
        var failed = await Should.ThrowAsync<ToolException>(
            Run.Program("git-that-is-nowhere", [], Path.GetTempPath(), TestContext.Current.CancellationToken));

        failed.Message.ShouldStartWith("'git-that-is-nowhere' is required but could not be started:");
    }
}
