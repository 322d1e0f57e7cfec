namespace TestDigitalPlatform.Files;

/// <summary>What is known about a file that was kept.</summary>
internal sealed record StoredFile(
    FileKey Key, string Name, string ContentType, long Length, byte[] Sha256, DateTimeOffset StoredAt)
{
    internal FileAnswer Answer(IFileStore store) =>
        new(new StoredFileStream(store, Key, Length), Name, ContentType)
        {
            Length = Length, ETag = Convert.ToHexStringLower(Sha256), LastModified = StoredAt,
        };
}
