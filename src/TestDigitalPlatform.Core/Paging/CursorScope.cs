using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.Paging;

/// <summary>
/// Ties a cursor to the question it came from: the query, what it asks for, its filters and sort, and whose rows it
/// walks.
/// </summary>
/// <remarks>Made for one question, so the filters and the sort are the same at each call.</remarks>
internal sealed class CursorScope(string query, object?[] asked, Caller? caller, CursorSigner signer)
{
    private const int DigestLength = 8;

    private byte[]? digest;

    internal string Write<TItem>(Sql where, SortTerm<TItem>[] order, TItem last)
    {
        var values = CursorValues.Write(order, last, CursorSigner.MaxContent - DigestLength);
        return signer.Sign([.. Digest(where, order), .. values]);
    }

    /// <exception cref="InvalidInputException">The cursor is not ours, or comes from another question.</exception>
    internal JsonElement[] Read<TItem>(Sql where, SortTerm<TItem>[] order, string cursor)
    {
        if (!signer.TryRead(cursor, out var content))
            throw Invalid("invalid_cursor", "The cursor is not valid. "
                + "Send 'next' of the previous page unchanged, or omit 'after' to get the first page.");
        if (!content.AsSpan(0, Math.Min(DigestLength, content.Length)).SequenceEqual(Digest(where, order)))
            throw Invalid("foreign_cursor", "The cursor belongs to another list, filter, sort order or "
                + "customer. Omit 'after' to start again from the first page.");
        return CursorValues.Read(content.AsMemory(DigestLength));
    }

    // A page that begins at a cursor and ends with one needs it twice.
    private byte[] Digest<TItem>(Sql where, SortTerm<TItem>[] order) => digest ??= MakeDigest(where, order);

    private byte[] MakeDigest<TItem>(Sql where, SortTerm<TItem>[] order)
    {
        var text = new StringBuilder(query)
            .Append('\n').Append(caller?.Customer?.Value)
            .Append('\n').Append(where.Text);
        Append(text, asked);
        foreach (var value in where.Values)
            Append(text, value);
        foreach (var term in order)
            text.Append('\n').Append(term.Down ? '-' : '+').Append(term.Column.Column);
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))[..DigestLength];
    }

    // Each with its length in front, so that no two lists of values look the same.
    private static void Append(StringBuilder text, object? value)
    {
        if (value is null)
        {
            text.Append("\nnull");
            return;
        }

        if (value is IEnumerable values and not string)
        {
            text.Append("\n[");
            foreach (var each in values)
                Append(text, each);
            text.Append(']');
            return;
        }

        var single = value switch
        {
            // Their usual texts leave out parts of a second.
            DateTime or DateTimeOffset or TimeOnly =>
                ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
        text.Append('\n').Append(single.Length).Append(':').Append(single);
    }

    private static InvalidInputException Invalid(string code, string message) =>
        new(new FieldError("after", code, message));
}
