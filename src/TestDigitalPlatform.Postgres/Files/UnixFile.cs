using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TestDigitalPlatform.Postgres.Files;

/// <summary>What .NET's own files can't do on Unix: open without following a link, lock, and give to another user.</summary>
internal static class UnixFile
{
    private const int ReadOnly = 0;
    private const int ReadWrite = 2;
    private const int ExclusiveNow = 2 | 4; // LOCK_EX | LOCK_NB, the same everywhere.

    private static readonly bool IsMac = OperatingSystem.IsMacOS();

    // Linux has other numbers on ARM and POWER.
    private static readonly bool IsOther =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Ppc64le;

    private static int NoFollow => IsMac ? 0x100 : IsOther ? 0x8000 : 0x20000;

    private static int FolderOnly => IsMac ? 0x100000 : IsOther ? 0x4000 : 0x10000;

    private static int CloseOnExec => IsMac ? 0x1000000 : 0x80000;

    // A pipe that somebody put there must not hold us.
    private static int NonBlocking => IsMac ? 4 : 0x800;

    /// <summary>The user that this process acts as.</summary>
    internal static uint User => Geteuid();

    /// <exception cref="IOException">It is missing, a link, or not to be opened.</exception>
    internal static SafeFileHandle OpenToRead(string path) => Open(path, ReadOnly | NoFollow | NonBlocking);

    /// <inheritdoc cref="OpenToRead"/>
    internal static SafeFileHandle OpenToWrite(string path) => Open(path, ReadWrite | NoFollow | NonBlocking);

    /// <param name="path">The folder.</param>
    /// <param name="mayBeLink">Whether a link to a folder will do.</param>
    /// <exception cref="IOException">It is missing, no folder, or not to be opened.</exception>
    internal static SafeFileHandle OpenFolder(string path, bool mayBeLink = false) =>
        Open(path, ReadOnly | FolderOnly | (mayBeLink ? 0 : NoFollow));

    /// <summary>Locks a file until it is closed; false when somebody else has.</summary>
    internal static bool TryLock(SafeFileHandle file) => Flock(file, ExclusiveNow) == 0;

    /// <exception cref="IOException">It can't be given.</exception>
    internal static void Give(SafeFileHandle file, uint user, uint group)
    {
        if (Fchown(file, user, group) != 0)
            throw new IOException($"Its owner can't be changed to user {user}: "
                + $"{Marshal.GetLastPInvokeErrorMessage()}.");
    }

    private static SafeFileHandle Open(string path, int flags)
    {
        var descriptor = Open2(path, flags | CloseOnExec);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new IOException($"'{path}' can't be opened: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    // Without the third argument, which is passed in another way on some processors: nothing is made here.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open2([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flock(SafeFileHandle file, int operation);

    [DllImport("libc", EntryPoint = "fchown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fchown(SafeFileHandle file, uint user, uint group);

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint Geteuid();
}
