using System.Security.Cryptography;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>
/// The key that signs development tokens until there is an identity provider: made at the first start, on this machine
/// only.
/// </summary>
internal static class DevelopmentKey
{
    internal const string Issuer = "https://tdp.localhost/development";

    private const string DefaultFile = ".tdp/development-key.pem";

    /// <summary>
    /// The file that is configured, or the nearest one up from a folder, or a new one in that folder.
    /// </summary>
    internal static string Find(string? configured, string folder)
    {
        if (configured is not null)
            return configured;
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var file = Path.Combine(at.FullName, DefaultFile);
            if (File.Exists(file))
                return file;
        }

        return Path.Combine(folder, DefaultFile);
    }

    /// <summary>Reads the key; makes it first when there is none.</summary>
    internal static ECDsa ReadOrMake(string file)
    {
        if (!File.Exists(file))
            Make(file);
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(file));
        return key;
    }

    // Written aside and moved, so that two who start at once agree on one key.
    private static void Make(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var draft = $"{file}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new StreamWriter(draft, options))
            stream.Write(key.ExportPkcs8PrivateKeyPem());
        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }
}
