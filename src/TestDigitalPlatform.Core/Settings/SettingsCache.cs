using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Caching;
using TestDigitalPlatform.Calls;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Operations;

namespace TestDigitalPlatform.Settings;

/// <summary>Keeps the settings in force in memory, so that a decision reads them as data and without a round trip.</summary>
/// <remarks>
/// They are dropped by the signals that drop cached answers (see <see cref="CacheInvalidation"/>): on this node when the
/// change is committed, on the others within a second, and on all when a signal may have been missed.
/// </remarks>
internal sealed class SettingsCache(
    IReadOnlyList<SettingsGroup> groups, Database database, CacheInvalidation invalidation, IMessageLimits limits,
    TimeProvider time, ILogger<SettingsCache> logger)
{
    // More customers than that at once, and all are read anew.
    private const int MaxCustomers = 10_000;

    // The backstop for a node that ended between a change and its signal.
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(60);

    /// <summary>Stands for the settings where the cache's counts are asked for.</summary>
    internal static readonly Operation Signal = new()
    {
        Message = typeof(PlatformSettingsChanged), Answer = typeof(Nothing), IsCommand = false, Method = "GET", Path = "/",
        ChangedBy = [typeof(PlatformSettingsChanged)],
    };

    private readonly IReadOnlyList<SettingsGroup> groups = [.. groups.Select(group => Checked(group, limits))];
    private readonly ConcurrentDictionary<string, Kept> kept = new(StringComparer.Ordinal);

    /// <summary>What is in force for a customer; for nobody in particular, what the platform says.</summary>
    internal ValueTask<SettingsValues> For(CustomerId? customer, CancellationToken cancellationToken)
    {
        // Before the fetch: a change in the middle of it makes it useless at once.
        var stamp = invalidation.Stamp(Signal, customer);
        return kept.TryGetValue(customer?.Value ?? "", out var known) && known.Stamp == stamp
            && known.Until > time.GetTimestamp() && !invalidation.IsUnsettled(Signal, customer)
                ? new(known.Values)
                : new(Load(customer, stamp, cancellationToken));
    }

    private async Task<SettingsValues> Load(CustomerId? customer, long stamp, CancellationToken cancellationToken)
    {
        var rows = await Read(customer, cancellationToken);
        var values = new SettingsValues(groups.ToDictionary(group => group.Type, group => Effective(group, rows, customer)));
        if (kept.Count >= MaxCustomers)
            kept.Clear();
        var until = time.GetTimestamp() + (long)(KeptFor.TotalSeconds * time.TimestampFrequency);
        kept[customer?.Value ?? ""] = new Kept(values, stamp, until);
        return values;
    }

    private async Task<List<SettingsRow>> Read(CustomerId? customer, CancellationToken cancellationToken)
    {
        await using var batch = database.Source.CreateBatch();
        // As nobody or as the customer: both see what the platform says.
        batch.BatchCommands.Add(database.Scope.Before(customer is null ? null : new Caller(
            UserId.Parse(Caller.ServicePrefix + "settings"), Role.CustomerUser, customer)));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(SettingsRow.All));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<SettingsRow>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3)));
        return rows;
    }

    // What an earlier version stored may be nothing that this one allows: then what it would inherit is in force.
    private object Effective(SettingsGroup group, List<SettingsRow> rows, CustomerId? customer)
    {
        var platform = rows.Find(row => row.Name == group.Name && row.Scope.Length == 0)?.Own;
        var own = customer is null ? null : rows.Find(row => row.Name == group.Name && row.Scope.Length > 0)?.Own;
        if (Usable(group, platform, own) is { } all)
            return all;
        SettingsLog.NotUsable(logger, group.Name, own is null ? "the platform" : customer!.Value.Value);
        return (own is null ? null : Usable(group, platform, null)) ?? group.Default;
    }

    private object? Usable(SettingsGroup group, string? platform, string? own) =>
        SettingsJson.Read(group.Type, platform, own) is { } read && limits.ErrorsOf(read).Count == 0 ? read : null;

    // They are what is in force when all else fails.
    private static SettingsGroup Checked(SettingsGroup group, IMessageLimits limits) =>
        limits.ErrorsOf(group.Default) is [var error, ..]
            ? throw new PlatformException("TDP0362", $"The defaults of the settings '{group.Type.Name}' break their own "
                + $"limits: {error.Message} Correct the default of '{error.Field}', or its limits.")
            : group;

    private sealed record Kept(SettingsValues Values, long Stamp, long Until);
}

internal static partial class SettingsLog
{
    [LoggerMessage(
        1450, LogLevel.Warning,
        "The settings '{Settings}' of {Scope} can't be used by this version of the service: inherited values are in force.")]
    internal static partial void NotUsable(ILogger logger, string settings, string scope);
}
