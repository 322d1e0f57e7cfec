using System.Text.Json;

namespace TestDigitalPlatform;

/// <summary>A field that a list can be sorted by. Made by generated code.</summary>
/// <typeparam name="TItem">The list's item.</typeparam>
public abstract class SortColumn<TItem>
{
    private protected SortColumn(string name, string column) => (Name, Column) = (name, column);

    internal string Name { get; }

    internal string Column { get; }

    internal abstract void Write(Utf8JsonWriter cursor, TItem item);

    /// <summary>Appends the cursor's value as a parameter.</summary>
    /// <exception cref="JsonException">The value is of another type.</exception>
    internal abstract void Append(Sql sql, JsonElement value);
}

/// <summary>A field of a known type that a list can be sorted by. Made by generated code.</summary>
/// <param name="name">The field in camel case.</param>
/// <param name="column">The column of the team's statement.</param>
/// <param name="get">Takes the value from an item.</param>
/// <typeparam name="TItem">The list's item.</typeparam>
/// <typeparam name="T">The field's type, never nullable.</typeparam>
public sealed class SortColumn<TItem, T>(string name, string column, Func<TItem, T> get)
    : SortColumn<TItem>(name, column)
{
    internal override void Write(Utf8JsonWriter cursor, TItem item) =>
        JsonSerializer.Serialize(cursor, get(item), PlatformJson.Options);

    internal override void Append(Sql sql, JsonElement value) =>
        sql.AppendFormatted(
            value.Deserialize<T>(PlatformJson.Options) ?? throw new JsonException("A cursor holds no null."));
}
