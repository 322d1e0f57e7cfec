using System.Text.RegularExpressions;
using TestDigitalPlatform.Postgres;

namespace TestDigitalPlatform.Tool.Databases;

/// <summary>The data of a private PostgreSQL, as a service that is started in Development keeps it.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="Folder">Where its data is.</param>
internal sealed partial record PrivateDatabase(string Service, string Folder)
{
    /// <exception cref="ToolException">There is none, or several and no name.</exception>
    public static PrivateDatabase Find(string dataFolder, string? service)
    {
        var all = All(dataFolder);
        if (all.Count == 0)
            throw new ToolException(
                $"No private database was found in {dataFolder}. A service creates one when it starts in Development "
                + "without a connection string. This command does not delete databases on other servers.");
        var names = string.Join(", ", all.Select(database => database.Service));
        if (service is null)
            return all is [var only]
                ? only
                : throw new ToolException($"Several services have a private database: name one of {names}.");
        return all.FirstOrDefault(database => database.Service == service)
            ?? throw new ToolException($"'{service}' has no private database in {dataFolder}. Available: {names}.");
    }

    /// <summary>Refuses when the service would use another database than this one.</summary>
    public void MustBeUsed(IEnumerable<string> environment)
    {
        if (environment.Contains($"ConnectionStrings__{Service}", StringComparer.OrdinalIgnoreCase))
            throw new ToolException(
                $"ConnectionStrings__{Service} is set, so '{Service}' uses the server that it names, which this "
                + "command does not change. Unset it to delete the private database.");
    }

    /// <returns>Whether there was any data.</returns>
    public async Task<bool> Remove(CancellationToken cancellationToken)
    {
        try
        {
            return await EmbeddedPostgres.RemoveData(Folder, cancellationToken);
        }
        catch (PostgresSetupException refused)
        {
            throw new ToolException(refused.Message);
        }
    }

    private static List<PrivateDatabase> All(string dataFolder) => Directory.Exists(dataFolder)
        ? [.. Directory.EnumerateDirectories(dataFolder).Order(StringComparer.Ordinal)
            .Select(folder => new PrivateDatabase(Path.GetFileName(folder), folder))
            .Where(database => ServiceName().IsMatch(database.Service))]
        : [];

    [GeneratedRegex("^[a-z][a-z0-9_]{0,40}$")]
    private static partial Regex ServiceName();
}
