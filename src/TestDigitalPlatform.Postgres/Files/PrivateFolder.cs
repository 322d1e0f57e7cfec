using System.Globalization;

namespace TestDigitalPlatform.Postgres.Files;

/// <summary>Folders in which nobody else can put anything.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OnlyWe = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // The server's account has to pass through folders of root's, and needs to see nothing in them.
    private const UnixFileMode OthersPass = OnlyWe | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Makes the folder when it is missing, and makes sure that it is ours.</summary>
    /// <remarks>
    /// Root may use a folder of an ordinary user, in which that user can put things: see <see cref="PrivateFile"/>.
    /// </remarks>
    /// <param name="path">The folder; a link of ours to one will do.</param>
    /// <exception cref="IOException">It is a file, or can't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    internal static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        if (File.Exists(path))
            throw new IOException("it is not a folder.");
        var mode = Environment.IsPrivilegedProcess ? OthersPass : OnlyWe;
        var isThere = Directory.Exists(path);
        Directory.CreateDirectory(path, mode);
        using var folder = UnixFile.OpenFolder(path, mayBeLink: true);
        if (!isThere || !Environment.IsPrivilegedProcess)
            // Past the umask. Fails for a folder of somebody else.
            File.SetUnixFileMode(folder, mode);
        else if (File.GetUnixFileMode(folder) is var found && (found & UnixFileMode.OtherWrite) != 0)
            throw new IOException("every user can write to it.");
    }

    /// <summary>Makes a folder that one account alone can enter, and gives it to that account.</summary>
    /// <param name="path">The folder; a link is refused.</param>
    /// <param name="owner">The account, as <c>uid:gid</c>; null for ourselves.</param>
    /// <exception cref="IOException">It is a link, or can't be made or given.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    internal static void MakeFor(string path, string? owner)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OnlyWe);
        // By the open folder, not by its name: what it is called could lead elsewhere a moment later.
        using var folder = UnixFile.OpenFolder(path);
        File.SetUnixFileMode(folder, OnlyWe);
        if (owner?.Split(':') is [var user, var group])
            UnixFile.Give(folder, uint.Parse(user, CultureInfo.InvariantCulture), uint.Parse(group, CultureInfo.InvariantCulture));
    }

    /// <summary>Whether a folder is there, is no link, is ours, and can be written by nobody else.</summary>
    internal static async Task<bool> IsOurs(string path, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            return Directory.Exists(path);
        // "drwx--x--x 2 0 0 …": on every Unix the kind comes first, and the numeric owner third.
        var words = (await Tool.Run(["ls", "-ldn", path], cancellationToken)).Output
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 3 && words[0].StartsWith('d')
            && words[2] == UnixFile.User.ToString(CultureInfo.InvariantCulture)
            && (File.GetUnixFileMode(path) & OthersWrite) == 0;
    }
}
