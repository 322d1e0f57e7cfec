using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TestDigitalPlatform.Json;
using TestDigitalPlatform.Paging;

namespace TestDigitalPlatform.Generated;

/// <summary>A sort field of a list. Created by generated code.</summary>
/// <typeparam name="TItem">The list's item.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SortColumn<TItem>
{
    private protected SortColumn(string name, string column) => (Name, Column) = (name, column);

    internal string Name { get; }

    internal string Column { get; }

    /// <summary>Writes the item's value; a long text as its digest when <paramref name="byReference"/>.</summary>
    internal abstract void Write(Utf8JsonWriter cursor, TItem item, bool byReference);

    /// <summary>Appends the cursor's value as a parameter.</summary>
    /// <exception cref="JsonException">The value is of another type.</exception>
    internal abstract void Append(Sql sql, JsonElement value);

    /// <summary>Whether a cursor holds no more than the digest of the value.</summary>
    internal static bool IsReference(JsonElement value) => value.ValueKind == JsonValueKind.Object;

    /// <summary>Appends a condition for the row <c>r</c> that the cursor stands on.</summary>
    internal void AppendMatch(Sql sql, JsonElement value)
    {
        // Blanks at the end are no part of a character(n).
        sql.AppendLiteral(IsReference(value) ? "sha256(convert_to(rtrim(r." : "r.");
        sql.AppendLiteral(Column);
        sql.AppendLiteral(IsReference(value) ? "::text), 'UTF8')) = " : " = ");
        if (IsReference(value))
            sql.AppendFormatted(value.GetProperty(DigestName).GetBytesFromBase64());
        else
            Append(sql, value);
    }

    private protected const string DigestName = "sha256";
}

/// <summary>A sort field of a list with a known type. Created by generated code.</summary>
/// <param name="name">The field in camel case.</param>
/// <param name="column">The column of the team's statement.</param>
/// <param name="get">Takes the value from an item.</param>
/// <typeparam name="TItem">The list's item.</typeparam>
/// <typeparam name="T">The field's type, never nullable.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SortColumn<TItem, T>(string name, string column, Func<TItem, T> get)
    : SortColumn<TItem>(name, column)
{
    internal override void Write(Utf8JsonWriter cursor, TItem item, bool byReference)
    {
        var value = get(item);
        if (byReference && LongText(value) is { } text)
        {
            cursor.WriteStartObject();
            cursor.WriteBase64String(DigestName, SHA256.HashData(Encoding.UTF8.GetBytes(text.TrimEnd(' '))));
            cursor.WriteEndObject();
            return;
        }

        JsonSerializer.Serialize(cursor, value, StoredJson.Options);
    }

    internal override void Append(Sql sql, JsonElement value) => sql.AppendComparand(
        value.Deserialize<T>(StoredJson.Options) ?? throw new JsonException("A cursor holds no null."));

    private static string? LongText(T value) =>
        SqlValue<T>.IsText && SqlValue<T>.ToParameter(value).Value is string { Length: > CursorValues.MaxCarried } text
            ? text
            : null;
}
