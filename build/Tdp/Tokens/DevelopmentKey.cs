using System.Security.Cryptography;

namespace Tdp.Tokens;

/// <summary>The key that signs development tokens: made once, readable by its owner only.</summary>
internal static class DevelopmentKey
{
    public const string FileName = "development-key.pem";

    public static ECDsa ReadOrMake(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        var path = Path.Combine(dataFolder, FileName);
        if (!File.Exists(path))
            Make(path);

        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
        }
        catch (Exception unusable)
            when (unusable is ArgumentException or CryptographicException or UnauthorizedAccessException)
        {
            throw new StepFailedException(
                $"{path} cannot be used: {unusable.Message} Remove it, and a new one is made.");
        }

        return key;
    }

    // Two processes may come here at once: a file appears whole or not at all, and the first one stays.
    private static void Make(string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var unfinished = $"{path}.{Guid.NewGuid():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using (var writer = new StreamWriter(unfinished, options))
            writer.Write(key.ExportPkcs8PrivateKeyPem() + "\n");
        try
        {
            File.Move(unfinished, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unfinished);
        }
    }
}
