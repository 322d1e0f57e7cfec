namespace TestDigitalPlatform.Tests.Shared.Packages;

/// <summary>Lets one process at a time through.</summary>
internal static class FileGate
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <returns>Lets the next one in when disposed of, or when the process ends.</returns>
    internal static async Task<IDisposable> Enter(string file)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (DateTime.UtcNow < deadline)
            {
                // The system tells nobody when a file is let go.
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
