using System.Security.Cryptography;

namespace TestDigitalPlatform.Development;

/// <summary>
/// The key that signs development tokens until there is an identity provider: made at the first use, on this machine
/// only, readable by its owner only.
/// </summary>
internal static class DevelopmentKey
{
    internal const string Issuer = "https://tdp.localhost/development";

    private const string FileName = "development-key.pem";

    /// <summary>The key of the services that are started below a folder.</summary>
    internal static string FileOf(string path) => FileIn(DevelopmentFolder.Of(path));

    /// <summary>The key that is kept in a folder.</summary>
    internal static string FileIn(string folder) => Path.Combine(folder, FileName);

    /// <summary>Reads the key; makes it first when there is none.</summary>
    /// <exception cref="InvalidDataException">The file holds no key.</exception>
    internal static ECDsa ReadOrMake(string file)
    {
        if (!File.Exists(file))
            Make(file);

        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            return key;
        }
        catch (Exception unusable) when (unusable is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InvalidDataException(
                $"{file} holds no key: {unusable.Message} Remove it, and a new one is made.", unusable);
        }
    }

    // Two processes may come here at once: a file appears whole or not at all, and the first one stays.
    private static void Make(string file)
    {
        DevelopmentFolder.Make(Path.GetDirectoryName(Path.GetFullPath(file))!);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var unfinished = $"{file}.{Guid.NewGuid():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using (var writer = new StreamWriter(unfinished, options))
            writer.Write(key.ExportPkcs8PrivateKeyPem() + "\n");
        try
        {
            File.Move(unfinished, file);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(unfinished);
        }
    }
}
