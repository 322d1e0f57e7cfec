namespace TestDigitalPlatform.Settings;

/// <summary>The newest row of a group, for a customer or for the platform.</summary>
/// <param name="Scope">The customer; empty for the platform.</param>
/// <param name="Name">The group.</param>
/// <param name="Version">How often it was changed.</param>
/// <param name="Own">The members that are set there, as JSON.</param>
internal sealed record SettingsRow(string Scope, string Name, long Version, string Own)
{
    static SettingsRow() => RowReader<SettingsRow>.Register(
        ["scope", "name", "version", "own"],
        static (reader, at) => new SettingsRow(
            reader.GetString(at[0]), reader.GetString(at[1]), reader.GetInt64(at[2]), reader.GetString(at[3])));

    internal const string All = """
        select distinct on (scope, name) scope, name, version, own::text as own
        from tdp.settings order by scope, name, version desc
        """;

    internal static Sql Of(string name) =>
        $"""
        select distinct on (scope) scope, name, version, own::text as own
        from tdp.settings where name = {name} order by scope, version desc
        """;
}
