using TestDigitalPlatform.Files;

namespace TestDigitalPlatform.StoredFiles;

/// <summary>Reads a file of the database, a part at a time.</summary>
internal sealed class PartsStream(DatabaseFileStore store, FileKey file, long offset) : ForwardStream
{
    private long at = offset;
    private int loaded = -1;
    private ReadOnlyMemory<byte> part;

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var (number, within) = ((int)(at / DatabaseFileStore.PartBytes), (int)(at % DatabaseFileStore.PartBytes));
        if (loaded != number)
            (part, loaded) = (await store.Read(file, number, cancellationToken), number);
        if (within >= part.Length)
            return 0;
        var length = Math.Min(buffer.Length, part.Length - within);
        part.Slice(within, length).CopyTo(buffer);
        at += length;
        return length;
    }
}
