using System.Security.Cryptography;
using TestDigitalPlatform.FileSystem;

namespace TestDigitalPlatform.Development;

/// <summary>
/// The key that signs development tokens until there is an identity provider: made at the first use, on this machine
/// only, readable by its owner only.
/// </summary>
internal static class DevelopmentKey
{
    internal const string Issuer = "https://tdp.localhost/development";

    private const string FileName = "development-key.pem";

    /// <summary>The key of the person who runs a service, or the tool, below a folder.</summary>
    /// <remarks>
    /// It is one for all solutions of a person, so that a service of one takes the tokens that a service of another
    /// passes on. An account without a home that can be written has it beside the solution.
    /// </remarks>
    internal static string FileOf(string path) => FileIn(OfPerson() ?? DevelopmentFolder.Of(path));

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
                $"{file} does not contain a valid key: {unusable.Message} Delete it to get a new one.", unusable);
        }
    }

    private static string? OfPerson()
    {
        var local = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (local.Length == 0)
            return null;
        var folder = Path.Combine(local, "tdp");
        try
        {
            MakePrivate(folder);
            return File.Exists(FileIn(folder)) || CanWrite(folder) ? folder : null;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool CanWrite(string folder)
    {
        using var proof = new FileStream(
            Path.Combine(folder, $"{Guid.NewGuid():n}.proof"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1,
            FileOptions.DeleteOnClose);
        return true;
    }

    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else if (!Directory.Exists(folder))
            Directory.CreateDirectory(
                folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // Two processes may come here at once: a file appears whole or not at all, and the first one stays.
    private static void Make(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (Path.GetFileName(folder) == DevelopmentFolder.Name)
            DevelopmentFolder.Make(folder);
        else
            MakePrivate(folder);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var unfinished = $"{file}.{Guid.NewGuid():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using (var writer = new StreamWriter(unfinished, options))
            writer.Write(key.ExportPkcs8PrivateKeyPem() + "\n");
        FirstFile.Place(unfinished, file);
    }
}
