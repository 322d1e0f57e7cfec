using Tdp.Steps;

namespace Tdp.Tests;

public sealed class RunTests
{
    [Fact]
    public async Task Ends_a_program_whose_lines_nobody_takes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no program 'yes'.");

        var lines = Run.Lines(
            ["yes"], ".", _ => throw new FormatException("Not a line of mine."), TestContext.Current.CancellationToken);

        await Should.ThrowAsync<FormatException>(() => lines.WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
