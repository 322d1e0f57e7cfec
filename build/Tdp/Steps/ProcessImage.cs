using System.Runtime.InteropServices;

namespace Tdp.Steps;

/// <summary>Hands this process over to another program.</summary>
/// <remarks>
/// The program then has our process id and our terminal: Ctrl-C, SIGTERM and even SIGKILL sent to <c>tdp</c> reach it
/// as they are, with nobody in between who might forward them late, twice or not at all.
/// </remarks>
internal static class ProcessImage
{
    public static async Task<int> Become(
        IReadOnlyList<string> command, string folder, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            return await Run.Attached(command, folder, cancellationToken);

        Environment.CurrentDirectory = folder;

        // The call comes back only when it failed.
        return Execute(command[0], [.. command, null]) == 0
            ? 0
            : throw new StepFailedException($"{command[0]} could not be started: "
                + $"{Marshal.GetLastPInvokeErrorMessage()}");
    }

    [DllImport("libc", EntryPoint = "execvp", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Execute(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string file,
        // On Unix, the only place where this is called, LPStr is UTF-8; LPUTF8Str is refused for arrays.
        [MarshalAs(UnmanagedType.LPArray, ArraySubType = UnmanagedType.LPStr)] string?[] arguments);
}
