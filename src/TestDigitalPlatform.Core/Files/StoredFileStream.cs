namespace TestDigitalPlatform.Files;

/// <summary>Reads a stored file from wherever it is asked to; nothing is opened before the first byte is read.</summary>
internal sealed class StoredFileStream(IFileStore store, FileKey file, long length) : ForwardStream
{
    private Stream? source;
    private long at;

    public override bool CanSeek => true;

    public override long Length => length;

    public override long Position
    {
        get => at;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var to = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => at + offset,
            _ => length + offset,
        };
        ArgumentOutOfRangeException.ThrowIfNegative(to, nameof(offset));
        if (to != at)
        {
            source?.Dispose();
            source = null;
        }

        return at = to;
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (at >= length)
            return 0;
        source ??= await store.Open(file, at, cancellationToken);
        var read = await source.ReadAsync(buffer[..(int)Math.Min(buffer.Length, length - at)], cancellationToken);
        // Too few bytes under a length that was told would look like a whole file to some.
        if (read == 0 && !buffer.IsEmpty)
            throw new EndOfStreamException($"The file {file.Id} ends after {at} of {length} bytes.");
        at += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source?.Dispose();
        base.Dispose(disposing);
    }
}
