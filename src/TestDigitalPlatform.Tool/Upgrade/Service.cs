using System.Text;

namespace TestDigitalPlatform.Tool.Upgrade;

/// <summary>The files of a team's service.</summary>
internal sealed class Service(string folder)
{
    /// <summary>The text of a file; <see langword="null"/> when there is none.</summary>
    /// <exception cref="ToolException">It is not the service's own, or no text: no upgrade touches that.</exception>
    public string? Read(string path) => Find(path)?.Text;

    /// <summary>Refuses what could not be written, before anything is.</summary>
    public void MustBeWritable(Change change)
    {
        if (change.IsWritten && File.Exists(At(change.Path)) && new FileInfo(At(change.Path)).IsReadOnly)
            throw new ToolException(
                $"{change.Path} is read-only, so nothing was changed. Make it writable, then run this again.");
    }

    /// <remarks>A file is whole, old or new, whenever this is interrupted.</remarks>
    public void Apply(Change change)
    {
        if (!change.IsWritten)
            return;
        try
        {
            if (change.Text is null)
                File.Delete(At(change.Path));
            else
                Write(At(change.Path), (Find(change.Path) ?? TeamFile.New).Bytes(change.Text));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(
                $"{change.Path} can't be written: {failed.Message} The files before it are already upgraded; the "
                + "version is not recorded yet. Fix the cause, then run this again with --dirty, or undo the upgrade "
                + "with git.");
        }
    }

    private static void Write(string file, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var unfinished = $"{file}.{Guid.NewGuid():n}";
        try
        {
            File.WriteAllBytes(unfinished, bytes);
            if (!OperatingSystem.IsWindows() && File.Exists(file))
                File.SetUnixFileMode(unfinished, File.GetUnixFileMode(file));
            File.Move(unfinished, file, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private TeamFile? Find(string path)
    {
        MustBeOwn(path);
        if (Directory.Exists(At(path)))
            throw new ToolException(
                $"{path} is a folder here and a file of the template. Rename it, then run this again.");
        if (!File.Exists(At(path)))
            return null;
        try
        {
            return TeamFile.Of(File.ReadAllBytes(At(path)));
        }
        catch (DecoderFallbackException)
        {
            throw new ToolException(
                $"{path} is not UTF-8, so nothing was changed. Save it as UTF-8, then run this again.");
        }
    }

    // Through a link, the upgrade would write into whatever it leads to: a repository may hold a link to anywhere.
    private void MustBeOwn(string path)
    {
        for (var part = path; part.Length > 0; part = Path.GetDirectoryName(part)!)
        {
            if (new FileInfo(At(part)).LinkTarget is { } target)
                throw new ToolException(
                    $"{part} is a link (to {target}), and the template has a file of its own there. Put a file in its "
                    + "place, then run this again.");
        }
    }

    private string At(string path) => Path.Combine(folder, path);
}
