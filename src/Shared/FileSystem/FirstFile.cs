using System.Runtime.InteropServices;

namespace TestDigitalPlatform.FileSystem;

/// <summary>A file that several processes may make at once: it appears as a whole, and the first one stays.</summary>
internal static class FirstFile
{
    /// <summary>Gives a finished file its name, unless there is a file of that name. The unfinished name is gone afterwards.</summary>
    /// <exception cref="IOException">It can't be made there.</exception>
    // File.Move looks first and renames then, so on Unix it would overwrite what came in between. A link is never overwritten.
    internal static void Place(string unfinished, string file)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                File.Move(unfinished, file);
            else if (Link(unfinished, file) != 0 && !File.Exists(file))
                throw new IOException($"'{file}' can't be made: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process was first.
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);
}
