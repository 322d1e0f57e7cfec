using System.Globalization;
using TestDigitalPlatform.Postgres.Files;

namespace TestDigitalPlatform.Postgres.Server;

/// <summary>
/// Held by the one process that uses a folder; the operating system lets go of it whatever way that process ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream held;

    private FolderLock(FileStream held) => this.held = held;

    public static FolderLock Take(ServerFolder folder)
    {
        FileStream? held = null;
        try
        {
            held = PrivateFile.OpenAlone(folder.Lock) ?? throw SetupErrors.FolderInUse(folder.Root, OwnerOf(folder));
            PrivateFile.Replace(folder.LockOwner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new FolderLock(held);
        }
        catch (UnauthorizedAccessException denied)
        {
            held?.Dispose();
            throw SetupErrors.FolderUnusable(
                folder.Root, $"it belongs to another user or can't be written ({denied.Message}).", denied);
        }
        catch (IOException failed)
        {
            // A full or read-only disk, or something that is no file of ours.
            held?.Dispose();
            throw SetupErrors.FolderUnusable(folder.Root, failed.Message, failed);
        }
    }

    public void Dispose() => held.Dispose();

    // The pid has a file of its own because Windows lets nobody read the locked one.
    private static string OwnerOf(ServerFolder folder)
    {
        try
        {
            return int.TryParse(PrivateFile.Read(folder.LockOwner, 20), CultureInfo.InvariantCulture, out var process)
                ? $"process {process}"
                : "another process";
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            // It is about to be written, or cannot be read: the folder is in use in any case.
            return "another process";
        }
    }
}
