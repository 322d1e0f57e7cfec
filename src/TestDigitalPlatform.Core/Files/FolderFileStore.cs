namespace TestDigitalPlatform.Files;

/// <summary>Keeps files in a folder that all nodes of the service share, each customer's in a folder of its own.</summary>
internal sealed class FolderFileStore(string folder) : IFileStore
{
    private const int BufferBytes = 64 * 1_024;

    // Customers' ids are lower-case words, so none is called so.
    private const string PlatformFolder = "_platform";

    public async Task Write(FileKey file, Stream content, CancellationToken cancellationToken)
    {
        var path = PathOf(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var target = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0,
            Options = FileOptions.Asynchronous,
        });
        await content.CopyToAsync(target, BufferBytes, cancellationToken);
        // A command that is accepted must find its file after a power failure too.
        target.Flush(flushToDisk: true);
    }

    public Task<Stream> Open(FileKey file, long offset, CancellationToken cancellationToken)
    {
        var source = new FileStream(PathOf(file), new FileStreamOptions
        {
            Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, BufferSize = 0,
            Options = FileOptions.Asynchronous,
        });
        source.Position = offset;
        return Task.FromResult<Stream>(source);
    }

    public Task Delete(FileKey file, CancellationToken cancellationToken)
    {
        var path = PathOf(file);
        if (File.Exists(path))
            File.Delete(path);
        return Task.CompletedTask;
    }

    private string PathOf(FileKey file)
    {
        var name = file.Id.Value.ToString("N");
        // By the id's last digits, which are random: the first tell the time.
        return Path.Combine(folder, FolderOf(file.Customer), name[^2..], name);
    }

    // A customer's id is a word without separators; written so that it can be no path whatever it is.
    private static string FolderOf(CustomerId? customer) =>
        customer is { } id ? Uri.EscapeDataString(id.Value).Replace(".", "%2E", StringComparison.Ordinal) : PlatformFolder;
}
