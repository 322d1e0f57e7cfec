namespace ReferenceHost.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class DataFolder : IDisposable
{
    internal string FullName { get; } = Make();

    public void Dispose()
    {
        // The server's own files belong to the account that it runs as; root may remove them all the same.
        if (Directory.Exists(FullName))
            Directory.Delete(FullName, recursive: true);
    }

    private static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("tdp-reference-");
        // As root, the server runs as somebody else, who must come through here.
        if (!OperatingSystem.IsWindows())
            folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return folder.FullName;
    }
}
