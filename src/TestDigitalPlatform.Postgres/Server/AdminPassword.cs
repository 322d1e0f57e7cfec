using System.Buffers.Text;
using System.Security.Cryptography;
using TestDigitalPlatform.Postgres.Files;

namespace TestDigitalPlatform.Postgres.Server;

/// <summary>The superuser's password: made once, kept beside the data in a file that only we can read.</summary>
internal static class AdminPassword
{
    private const int MaxBytes = 1_000;

    public static async Task<string> ReadOrMake(ServerFolder folder, CancellationToken cancellationToken)
    {
        var hasData = folder.DataVersion is not null;
        if (Read(folder) is { Length: > 0 } known)
            return known;

        if (hasData)
            throw SetupErrors.FolderUnusable(
                folder.Root, $"'{folder.Password}' is missing or empty, so the data can't be accessed.");

        var password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var unfinished = folder.Password + ".unfinished";
        File.Delete(unfinished);
        await PrivateFile.WriteNew(
            unfinished, password, UnixFileMode.UserRead | UnixFileMode.UserWrite, cancellationToken);
        File.Move(unfinished, folder.Password, overwrite: true);
        return password;
    }

    private static string? Read(ServerFolder folder)
    {
        if (!File.Exists(folder.Password))
            return null;

        try
        {
            return PrivateFile.Read(folder.Password, MaxBytes).Trim();
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw SetupErrors.FolderUnusable(
                folder.Root, $"'{folder.Password}' can't be read: it is a link, or belongs to another user.", denied);
        }
    }
}
