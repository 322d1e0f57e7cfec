using System.Text;
using TestDigitalPlatform.Tool.Programs;

namespace TestDigitalPlatform.Tool.Upgrade;

/// <summary>The files of a team's service.</summary>
internal sealed class Service(string folder)
{
    private static readonly UTF8Encoding WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    public string? Read(string path) => File.Exists(At(path)) ? File.ReadAllText(At(path)) : null;

    public void Apply(Change change)
    {
        if (!change.IsWritten)
            return;
        if (change.Text is null)
        {
            File.Delete(At(change.Path));
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(At(change.Path))!);
        File.WriteAllText(At(change.Path), change.Text, WithoutMark);
    }

    /// <summary>Refuses to work on top of what git could not bring back.</summary>
    public async Task MustBeCommitted(CancellationToken cancellationToken)
    {
        var status = await Run.Program("git", ["status", "--porcelain", "--", "."], folder, cancellationToken);
        if (status is { ExitCode: 0, Text.Length: > 0 })
            throw new ToolException(
                "There are changes here that are not committed. Commit or stash them first, so that the upgrade can be seen and "
                + $"undone by itself, or add --dirty:\n{status.Text.TrimEnd()}");
    }

    private string At(string path) => Path.Combine(folder, path);
}
