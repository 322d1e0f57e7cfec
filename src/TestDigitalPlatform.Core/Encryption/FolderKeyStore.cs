using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using TestDigitalPlatform.FileSystem;

namespace TestDigitalPlatform.Encryption;

/// <summary>Keeps keys in a folder that only its owner can read: a folder for each customer, a file for each key.</summary>
/// <remarks>
/// A file appears whole or not at all, and the first one stays, so several services may share the folder. A customer whose
/// keys were destroyed keeps a file with their fingerprints, so that no new key is made.
/// </remarks>
internal sealed class FolderKeyStore(string folder) : IKeyStore
{
    private const int KeyBytes = 32;
    private const string Extension = ".key";
    private const string Tombstone = "destroyed.json";

    // Customers' ids are lower-case words, so none is called so.
    private const string PlatformFolder = "_platform";

    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateFolder = PrivateFile | UnixFileMode.UserExecute;

    public Task<CustomerKeys> Get(CustomerId? customer, CancellationToken cancellationToken)
    {
        var path = PathOf(customer);
        var keys = Read(path);
        if (keys is { Keys.Count: 0, AreDestroyed: false })
        {
            Make(path, 1);
            keys = Read(path);
        }

        return Task.FromResult(keys);
    }

    public Task Add(CustomerId? customer, int number, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        var path = PathOf(customer);
        if (!File.Exists(Path.Combine(path, Tombstone)))
            Make(path, number);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DestroyedKey>> Destroy(CustomerId customer, CancellationToken cancellationToken)
    {
        var path = PathOf(customer);
        var tombstone = Path.Combine(path, Tombstone);
        if (!File.Exists(tombstone))
        {
            // First what proves it: if the process ends in between, the keys count as destroyed, and the next call goes on.
            var destroyed = FilesIn(path).Select(f => new DestroyedKey(
                f.Number, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f.File)))));
            Write(path, Tombstone, JsonSerializer.SerializeToUtf8Bytes(destroyed.ToArray(), PlatformJson.Options));
        }

        foreach (var (_, file) in FilesIn(path))
            Remove(file);
        return Task.FromResult(
            JsonSerializer.Deserialize<IReadOnlyList<DestroyedKey>>(File.ReadAllBytes(tombstone), PlatformJson.Tolerant)!);
    }

    private static CustomerKeys Read(string path)
    {
        if (!Directory.Exists(path))
            return new CustomerKeys([]);
        try
        {
            var keys = FilesIn(path).Select(f => new CustomerKey(f.Number, File.ReadAllBytes(f.File))).ToArray();
            // Looked at last: keys that are being destroyed count as destroyed.
            return File.Exists(Path.Combine(path, Tombstone)) ? new CustomerKeys([], AreDestroyed: true) : new CustomerKeys(keys);
        }
        catch (FileNotFoundException) when (File.Exists(Path.Combine(path, Tombstone)))
        {
            return new CustomerKeys([], AreDestroyed: true);
        }
    }

    private static (int Number, string File)[] FilesIn(string path) => Directory.Exists(path)
        ?
        [
            .. Directory.GetFiles(path, "*" + Extension)
                .Select(file => (
                    Number: int.TryParse(
                        Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                        ? number
                        : 0,
                    File: file))
                .Where(f => f.Number > 0)
                .OrderBy(f => f.Number),
        ]
        : [];

    private void Make(string path, int number) => Write(
        path, number.ToString(CultureInfo.InvariantCulture) + Extension, RandomNumberGenerator.GetBytes(KeyBytes));

    // Two services may come here at once: the first one stays.
    private void Write(string path, string name, byte[] content)
    {
        MakePrivate(folder);
        MakePrivate(path);
        var file = Path.Combine(path, name);
        var unfinished = Path.Combine(path, $"{Guid.NewGuid():n}.unfinished");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = PrivateFile;
        using (var stream = new FileStream(unfinished, options))
        {
            stream.Write(content);
            // What is encrypted with it must be read after a power failure too.
            stream.Flush(flushToDisk: true);
        }

        FirstFile.Place(unfinished, file);
    }

    // Overwritten first: a file system may keep what a removed file held.
    private static void Remove(string file)
    {
        using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            stream.Write(new byte[KeyBytes]);
            stream.Flush(flushToDisk: true);
        }

        File.Delete(file);
    }

    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else if (!Directory.Exists(path))
            Directory.CreateDirectory(path, PrivateFolder);
    }

    private string PathOf(CustomerId? customer) => Path.Combine(folder, customer?.Value ?? PlatformFolder);
}
