using System.Diagnostics;

namespace Templates.Tests.Upgrade;

/// <summary>Puts a folder into a repository of its own.</summary>
internal static class GitRepository
{
    internal static async Task Commit(string folder)
    {
        await Git(folder, "init", "-q");
        await Git(folder, "add", "--all");
        await Git(
            folder, "-c", "user.name=Ann", "-c", "user.email=ann@example.com", "-c", "commit.gpgsign=false",
            "commit", "-q", "-m", "Begin");
    }

    private static async Task Git(string folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder })!;
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        git.ExitCode.ShouldBe(0);
    }
}
