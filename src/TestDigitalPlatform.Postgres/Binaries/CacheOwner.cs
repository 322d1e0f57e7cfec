using System.Globalization;

namespace TestDigitalPlatform.Postgres.Binaries;

/// <summary>Makes sure that programs which we will run are put there by us, or by root, and by nobody else.</summary>
internal static class CacheOwner
{
    private const string Root = "0";

    /// <exception cref="PostgresSetupException">Somebody else owns the folder, or everybody may write into
    /// it.</exception>
    public static async Task MustBeOurs(string folder, CancellationToken cancellationToken)
    {
        // On Windows a user's local data are closed to others.
        if (OperatingSystem.IsWindows())
            return;

        if ((File.GetUnixFileMode(folder) & UnixFileMode.OtherWrite) != 0)
            throw SetupErrors.CacheUnusable(
                folder, "every user can write to it, so its programs can't be trusted. Delete it.");

        // The third word of "ls -ldn" is the numeric owner on every Unix; with -L, of what a link leads to.
        var listed = await Tool.Run(["ls", "-ldnL", folder], cancellationToken);
        var ours = await Tool.Run(["id", "-u"], cancellationToken);
        var owner = listed.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(2) ?? "";
        if (!listed.Succeeded || !ours.Succeeded || !int.TryParse(owner, CultureInfo.InvariantCulture, out _))
            throw SetupErrors.CacheUnusable(folder, $"its owner can't be determined: {listed.Output} {ours.Output}");
        if (owner != Root && owner != ours.Output)
            throw SetupErrors.CacheUnusable(
                folder, $"it belongs to user {owner}, so its programs can't be trusted. Delete it.");
    }
}
