using System.Globalization;

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
        try
        {
            var held = new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(folder.LockOwner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new FolderLock(held);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw SetupErrors.FolderUnusable(
                folder.Root, "another user made it. Run as that user, or choose another folder.", denied);
        }
        catch (IOException)
        {
            throw SetupErrors.FolderInUse(folder.Root, OwnerOf(folder));
        }
    }

    public void Dispose() => held.Dispose();

    // The pid has a file of its own because Windows lets nobody read the locked one.
    private static string OwnerOf(ServerFolder folder) =>
        File.Exists(folder.LockOwner) ? $"process {File.ReadAllText(folder.LockOwner)}" : "another process";
}
