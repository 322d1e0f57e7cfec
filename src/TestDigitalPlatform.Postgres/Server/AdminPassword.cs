using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TestDigitalPlatform.Postgres.Server;

/// <summary>The superuser's password: made once, kept beside the data in a file that only we can read.</summary>
internal static class AdminPassword
{
    public static async Task<string> ReadOrMake(ServerFolder folder, CancellationToken cancellationToken)
    {
        if (File.Exists(folder.Password))
            return await Read(folder, cancellationToken);

        if (folder.DataVersion is not null)
            throw SetupErrors.FolderUnusable(
                folder.Root, $"'{folder.Password}' is gone, and with it the way into the data.");

        var password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var unfinished = folder.Password + ".unfinished";
        File.Delete(unfinished);
        await WriteNew(unfinished, password, UnixFileMode.UserRead | UnixFileMode.UserWrite, cancellationToken);
        File.Move(unfinished, folder.Password);
        return password;
    }

    public static async Task WriteNew(string path, string text, UnixFileMode mode, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;

        await using var stream = new FileStream(path, options);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
    }

    private static async Task<string> Read(ServerFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(folder.Password, cancellationToken);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw SetupErrors.FolderUnusable(folder.Root, $"'{folder.Password}' belongs to another user.", denied);
        }
    }
}
