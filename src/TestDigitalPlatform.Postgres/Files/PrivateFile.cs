using System.Text;

namespace TestDigitalPlatform.Postgres.Files;

/// <summary>Files that only we may read, in folders where somebody else may have put something.</summary>
/// <remarks>
/// A link that another user planted must never lead us to read or write a file of somebody's choice, least of all when
/// we are root in a folder of an ordinary user.
/// </remarks>
internal static class PrivateFile
{
    private const UnixFileMode OnlyWe = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a file, which must not be there.</summary>
    internal static async Task WriteNew(string path, string text, UnixFileMode mode, CancellationToken cancellationToken)
    {
        await using var stream = Create(path, mode);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
    }

    /// <summary>Makes a file, in place of what is there: a link is replaced, and what it leads to left alone.</summary>
    internal static void Replace(string path, string text)
    {
        var unfinished = $"{path}.{Guid.NewGuid():n}";
        try
        {
            using (var stream = Create(unfinished, OnlyWe))
                stream.Write(Encoding.ASCII.GetBytes(text));
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Reads a small file of ours.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">More is not read.</param>
    /// <exception cref="IOException">It is missing, a link, or not to be read.</exception>
    internal static string Read(string path, int maxBytes)
    {
        using var stream = OperatingSystem.IsWindows()
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
            : new FileStream(UnixFile.OpenToRead(path), FileAccess.Read);
        var bytes = new byte[maxBytes];
        return Encoding.ASCII.GetString(bytes, 0, stream.ReadAtLeast(bytes, maxBytes, throwOnEndOfStream: false));
    }

    /// <summary>Opens a file, made when it is missing, that nobody else can open while it is open.</summary>
    /// <returns><see langword="null"/> when another process has it open.</returns>
    /// <exception cref="IOException">It is a link, or not to be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    internal static FileStream? OpenAlone(string path) =>
        OperatingSystem.IsWindows() ? OpenAloneOnWindows(path) : OpenAloneOnUnix(path);

    private static FileStream? OpenAloneOnUnix(string path)
    {
        try
        {
            Create(path, OnlyWe).Dispose();
        }
        catch (IOException) when (Exists(path))
        {
            // From an earlier run, or another process was quicker.
        }

        var file = UnixFile.OpenToWrite(path);
        try
        {
            // Who can read a file can lock it, and could keep us out. This fails for a file of somebody else.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, OnlyWe);
            if (UnixFile.TryLock(file))
                return new FileStream(file, FileAccess.ReadWrite);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }

    // A sharing violation.
    private const int InUse = unchecked((int)0x80070020);

    private static FileStream? OpenAloneOnWindows(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == InUse)
        {
            return null;
        }
    }

    private static FileStream Create(string path, UnixFileMode mode)
    {
        // Fails for anything that is there, a link to nothing included (O_EXCL).
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;
        return new FileStream(path, options);
    }

    // Also of a link to nothing.
    private static bool Exists(string path) => new FileInfo(path) is { Exists: true } or { LinkTarget: not null };
}
