namespace TestDigitalPlatform.Postgres.Tests;

/// <summary>A folder that every account can reach, removed at the end; the space in its name is on purpose.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateDirectory(
        System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"tdp tests {Guid.NewGuid():n}")).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
