namespace TestDigitalPlatform;

/// <summary>Keeps the bytes of files: in the service's database unless another store is registered.</summary>
/// <remarks>
/// What is known about each file, and whose it is, stays in the database under row-level security; a store is asked only for
/// a file that the caller may see. Register one of your own before <c>AddPlatform</c>:
/// <c>builder.Services.AddSingleton&lt;IFileStore, BucketFileStore&gt;()</c>. All calls may come from several threads.
/// </remarks>
public interface IFileStore
{
    /// <summary>Stores a file's bytes as they come; nothing of it may stay in memory as a whole.</summary>
    /// <remarks>When it throws, or the process ends, <see cref="Delete"/> is called for the file within two hours.</remarks>
    /// <param name="file">A file that was not stored before.</param>
    /// <param name="content">Its bytes; reading throws when the sender breaks off or breaks a limit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task Write(FileKey file, Stream content, CancellationToken cancellationToken);

    /// <summary>Opens a file for reading.</summary>
    /// <param name="file">A file that was stored.</param>
    /// <param name="offset">With which byte to begin.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<Stream> Open(FileKey file, long offset, CancellationToken cancellationToken);

    /// <summary>Removes a file's bytes, all or those that are there. Does nothing when there are none.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task Delete(FileKey file, CancellationToken cancellationToken);
}
