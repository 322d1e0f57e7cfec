using System.Text.Json.Nodes;
using TestDigitalPlatform.Settings;

namespace TestDigitalPlatform;

/// <summary>Answers the query for a group of settings and carries out its changes.</summary>
/// <remarks>
/// Derive a class without members from it; that makes the group known to the service:
/// <c>internal sealed class OrderSettingsHandler : SettingsHandler&lt;GetOrderSettings, ChangeOrderSettings,
/// OrderSettings&gt;;</c>. Each change is audited, is in force on every node within a second, and tells
/// <see cref="PlatformSettingsChanged"/>.
/// </remarks>
/// <typeparam name="TGet">The query.</typeparam>
/// <typeparam name="TChange">The command.</typeparam>
/// <typeparam name="TSettings">The group: a record with <see cref="SettingsAttribute"/>.</typeparam>
public abstract class SettingsHandler<TGet, TChange, TSettings>
    : IQueryHandler<TGet, SettingsState, SettingsView<TSettings>>,
        ICommandHandler<TChange, SettingsState, SettingsView<TSettings>>
    where TGet : IQuery<SettingsView<TSettings>>
    where TChange : IChangeSettings<TSettings>
    where TSettings : class, new()
{
    private static readonly string Name = SettingsGroup.NameOf(typeof(TSettings));

    /// <inheritdoc />
    public Task<SettingsState> Fetch(TGet query, Db db, CancellationToken cancellationToken) =>
        Fetch(db, cancellationToken);

    /// <inheritdoc />
    public Task<SettingsState> Fetch(TChange command, Db db, CancellationToken cancellationToken) =>
        Fetch(db, cancellationToken);

    /// <summary>Says what is in force.</summary>
    public static SettingsView<TSettings> Process(TGet query, SettingsState fetched, QueryContext context)
    {
        ArgumentNullException.ThrowIfNull(fetched);
        var values = SettingsJson.Read(typeof(TSettings), fetched.Platform, fetched.Own) as TSettings;
        return new(values ?? Inherited(fetched), Names(fetched), fetched.Version);
    }

    /// <summary>Adds a version with the members that differ from what is inherited; nothing when none has
    /// changed.</summary>
    public static Decision<SettingsView<TSettings>> Decide(TChange command, SettingsState state, CommandContext context)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(context);
        var own = SettingsJson.Difference(command.Values, Inherited(state));
        var names = own.Select(member => member.Key).ToArray();
        if (JsonNode.DeepEquals(own, SettingsJson.Parse(state.Own)))
            return Decision.Accept(new SettingsView<TSettings>(command.Values, names, state.Version)).About(Name);
        var (scope, version, json) = (context.Caller?.Customer?.Value ?? "", state.OwnVersion + 1, own.ToJsonString());
        return Decision.Accept(new SettingsView<TSettings>(command.Values, names, state.Version + 1))
            // When somebody else was first, no row is added and the change is decided again.
            .Change($"""
                insert into tdp.settings (scope, name, version, own, changed_by, changed_at)
                values ({scope}, {Name}, {version}, {json}::jsonb, {context.User}, {context.Now})
                on conflict do nothing
                """)
            .Notify(new PlatformSettingsChanged(Name, version, context.User, context.Now))
            .About(Name);
    }

    private static async Task<SettingsState> Fetch(Db db, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = await db.List<SettingsRow>(SettingsRow.Of(Name), cancellationToken);
        var scope = db.Caller?.Customer?.Value ?? "";
        var own = rows.FirstOrDefault(row => row.Scope == scope);
        var platform = scope.Length == 0 ? null : rows.FirstOrDefault(row => row.Scope.Length == 0);
        return new SettingsState(platform?.Own, platform?.Version ?? 0, own?.Own, own?.Version ?? 0);
    }

    private static TSettings Inherited(SettingsState state) =>
        SettingsJson.Read(typeof(TSettings), state.Platform) as TSettings ?? new TSettings();

    private static string[] Names(SettingsState state) => [.. SettingsJson.Parse(state.Own).Select(member => member.Key)];
}
