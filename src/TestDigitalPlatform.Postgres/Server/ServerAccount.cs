using System.Globalization;
using TestDigitalPlatform.Postgres.Files;

namespace TestDigitalPlatform.Postgres.Server;

/// <summary>
/// The account that the server runs as: our own, or another one when we are root, which PostgreSQL refuses.
/// </summary>
internal sealed class ServerAccount
{
    private readonly IReadOnlyList<string> prefix;

    private ServerAccount(IReadOnlyList<string> prefix, string? owner) => (this.prefix, Owner) = (prefix, owner);

    /// <summary>Another account's <c>uid:gid</c>; null when the server runs as ourselves.</summary>
    public string? Owner { get; }

    public IReadOnlyList<string> Command(params IEnumerable<string> command) => [.. prefix, .. command];

    /// <param name="folder">Its data, if any, keeps its owner: PostgreSQL refuses data of another user.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static async Task<ServerAccount> Choose(ServerFolder folder, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return new ServerAccount([], owner: null);

        var tried = new List<string>();
        var data = Directory.Exists(folder.Data) ? folder.Data : ServerFolder.Elsewhere(folder.Root).Data;
        if (await OwnerOf(data, cancellationToken) is { } ids
            && await Usable(ids, name: null, tried, cancellationToken) is { } earlier)
            return earlier;

        foreach (var name in (string[])["postgres", "nobody"])
        {
            if (await IdsOf(name, cancellationToken) is not { } found)
                tried.Add($"there is no user '{name}'.");
            else if (await Usable(found, name, tried, cancellationToken) is { } account)
                return account;
        }

        throw SetupErrors.NoAccount(string.Join(' ', tried));
    }

    public async Task<bool> CanEnter(string folder, CancellationToken cancellationToken) =>
        Owner is null || (await Tool.Run(Command("test", "-x", folder), cancellationToken)).Succeeded;

    /// <summary>Makes a folder that only this account can enter.</summary>
    public void MakePrivateFolder(string folder)
    {
        try
        {
            PrivateFolder.MakeFor(folder, Owner);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw SetupErrors.FolderUnusable(folder, "it belongs to another user.", denied);
        }
        catch (IOException failed)
        {
            throw SetupErrors.FolderUnusable(folder, failed.Message, failed);
        }
    }

    private static async Task<ServerAccount?> Usable(
        string ids, string? name, List<string> tried, CancellationToken cancellationToken)
    {
        var (user, group) = (ids.Split(':')[0], ids.Split(':')[1]);
        List<string[]> ways = [["setpriv", $"--reuid={user}", $"--regid={group}", "--clear-groups", "--"]];
        if (name is not null)
            ways.Add(["runuser", "-u", name, "--"]);

        foreach (var way in ways)
        {
            var attempt = await Tool.Run([.. way, "true"], cancellationToken);
            if (attempt.Succeeded)
                return new ServerAccount(way, ids);

            tried.Add($"{way[0]}: {attempt.Output}.");
        }

        return null;
    }

    private static async Task<string?> IdsOf(string name, CancellationToken cancellationToken)
    {
        var user = await Tool.Run(["id", "-u", name], cancellationToken);
        var group = await Tool.Run(["id", "-g", name], cancellationToken);
        return user.Succeeded && group.Succeeded ? $"{user.Output}:{group.Output}" : null;
    }

    // The third and fourth words of "ls -ldn" are the numeric owner and group on every Unix.
    private static async Task<string?> OwnerOf(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            return null;

        var words = (await Tool.Run(["ls", "-ldn", folder], cancellationToken)).Output
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 3 && int.TryParse(words[2], CultureInfo.InvariantCulture, out var user) && user != 0
            ? $"{words[2]}:{words[3]}"
            : null;
    }
}
