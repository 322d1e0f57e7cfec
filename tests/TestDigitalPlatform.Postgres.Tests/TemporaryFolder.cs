namespace TestDigitalPlatform.Postgres.Tests;

/// <summary>A folder that every account can reach, removed at the end; the space in its name is on purpose.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    private TemporaryFolder(string place) =>
        Path = Directory.CreateDirectory(System.IO.Path.Combine(place, $"tdp tests {Guid.NewGuid():n}")).FullName;

    public string Path { get; }

    /// <summary>
    /// In memory where there is one: a new database writes 40 MB and waits until they are on the disk.
    /// </summary>
    public static TemporaryFolder ForData() =>
        new(HasMemory ? Memory : System.IO.Path.GetTempPath());

    /// <summary>Not in memory, where containers often forbid to run programs.</summary>
    public static TemporaryFolder ForPrograms() => new(System.IO.Path.GetTempPath());

    private static bool HasMemory => Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > 1L << 30;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
