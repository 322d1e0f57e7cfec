using TestDigitalPlatform.Postgres.Binaries;
using TestDigitalPlatform.Postgres.Files;

namespace TestDigitalPlatform.Postgres.Server;

/// <summary>Makes the data folder of a new server (initdb).</summary>
internal static class Cluster
{
    public static async Task Make(
        ServerFolder folder,
        PostgresBinaries binaries,
        ServerAccount account,
        string password,
        bool durable,
        CancellationToken cancellationToken)
    {
        var passwordFile = Path.Combine(folder.Cluster, "password.unfinished");
        File.Delete(passwordFile);

        // Others may read the file, but nobody else can enter the folder; so the server's account can read
        // what root wrote.
        const UnixFileMode everybody = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        await PrivateFile.WriteNew(passwordFile, password, everybody, cancellationToken);
        try
        {
            await Attempt(binaries.Version.Major >= 17 ? BuiltinLocale : SystemLocale);
        }
        catch (PostgresSetupException invalid) when (invalid.Message.Contains("locale", StringComparison.Ordinal))
        {
            // A system without C.UTF-8 (older macOS, Windows): plain C, where only ASCII letters change case.
            await Attempt(["--no-locale"]);
        }
        finally
        {
            File.Delete(passwordFile);
        }

        Directory.Move(folder.UnfinishedData, folder.Data);

        async Task Attempt(string[] locale)
        {
            if (Directory.Exists(folder.UnfinishedData))
                Directory.Delete(folder.UnfinishedData, recursive: true);

            var made = await Tool.Run(
                account.Command([
                    binaries.InitDb, "-D", folder.UnfinishedData, "-U", "postgres", "--auth=scram-sha-256",
                    $"--pwfile={passwordFile}", "--encoding=UTF8", .. locale, .. durable ? [] : (string[])["--no-sync"],
                ]),
                cancellationToken);
            if (!made.Succeeded)
                throw SetupErrors.InitFailed(made.Output);
        }
    }

    // Sorted by code point, the same on every machine and at every upgrade of its libraries; letters as
    // Unicode has them.
    private static readonly string[] BuiltinLocale =
        ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];

    private static readonly string[] SystemLocale = ["--locale=C.UTF-8", "--lc-messages=C"];
}
