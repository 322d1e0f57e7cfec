using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Encryption;

namespace TestDigitalPlatform;

/// <summary>An SQL statement with its values: each value in <c>{}</c> becomes a parameter, never text.</summary>
/// <remarks>
/// Write it as an interpolated string: <c>$"select id, title from request where id = {id}"</c>. A constant string is a
/// statement without values; a <see cref="Sql"/> inside <c>{}</c> is inserted as a part, with its own values. The
/// compiler rejects other strings. Values: numbers, strings, booleans, UUIDs, instants (stored in UTC), ids, enums (as
/// their camel-case name), arrays of these (any list of them within <c>any(…)</c>), <see cref="Sensitive{T}"/> as
/// ciphertext (<c>bytea</c>), and any other type as <c>jsonb</c>.
/// </remarks>
[InterpolatedStringHandler]
public sealed class Sql
{
    private const int MaxOnStack = 1_024;

    private SqlPart[] parts;
    private int count;
    private bool fixedNow;
    private bool given;
    private SqlText? rendered;

    /// <summary>Called by the compiler for an interpolated string.</summary>
    public Sql(int literalLength, int formattedCount) =>
        parts = new SqlPart[Math.Max(1, (formattedCount * 2) + (literalLength > 0 ? 1 : 0))];

    private Sql(string constant)
    {
        parts = [new SqlPart(constant)];
        (count, fixedNow) = (1, true);
    }

    /// <summary>The statement with <c>$1</c>, <c>$2</c>, … where the values go.</summary>
    public string Text => count == 1 && parts[0].Literal is { } only ? Fix(only) : Rendered.Text;

    /// <summary>The parameter values, in the order of their numbers.</summary>
    public IReadOnlyList<object?> Values =>
        [.. Parts.ToArray().Where(p => p.Value is not null).Select(p => Shown(p.Value!))];

    /// <summary>The text with what is known about it; the values are numbered here, once and for all.</summary>
    internal SqlText Rendered
    {
        get
        {
            fixedNow = true;
            return rendered ??= count == 1 && parts[0].Literal is { } only ? SqlTexts.Of(only) : Render();
        }
    }

    private ReadOnlySpan<SqlPart> Parts => parts.AsSpan(0, count);

    /// <summary>How many values there are.</summary>
    internal int ValueCount
    {
        get
        {
            var values = 0;
            foreach (var part in Parts)
                values += part.Value is null ? 0 : 1;
            return values;
        }
    }

    /// <summary>
    /// Hands the values over; a parameter belongs to one statement, so whoever asks again gets copies.
    /// </summary>
    internal void GiveParameters(IList<NpgsqlParameter> statement)
    {
        var copy = IsGiven();
        foreach (var part in Parts)
        {
            if (part.Value is { } value)
                statement.Add(copy ? Copy(value) : value);
        }
    }

    /// <summary>Called by the compiler for the text between values.</summary>
    public void AppendLiteral(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Append(new SqlPart(value));
    }

    /// <summary>Called by the compiler for a value.</summary>
    public void AppendFormatted<T>(T value) => Append(new SqlPart(
        SqlLists<T>.ToArray is { } toArray && count > 0 && SqlLists.ComesAfter(parts[count - 1].Literal)
            ? toArray(value)
            : SqlValue<T>.ToParameter(value)));

    /// <summary>Called by the compiler for a part with its own values.</summary>
    public void AppendFormatted(Sql part)
    {
        ArgumentNullException.ThrowIfNull(part);
        Append(part, int.MaxValue);
    }

    /// <summary>Appends a whole statement, to stand in parentheses: without comments and semicolons at its end.</summary>
    internal void AppendStatement(Sql statement)
    {
        var end = statement.Rendered.Shape.End;
        Append(statement, end == statement.Text.Length ? int.MaxValue : end);
    }

    /// <summary>Appends a value to compare a column with, of whatever type that column is.</summary>
    internal void AppendComparand<T>(T value) => Append(new SqlPart(Comparand.Of(value)));

    /// <summary>Appends an array of values to compare a column with.</summary>
    internal void AppendComparands<T>(IReadOnlyList<T> values) => Append(new SqlPart(Comparand.OfAll(values)));

    /// <summary>A constant statement, or a constant part of one.</summary>
    /// <param name="constant">A constant: the compiler refuses anything else (TDP1010).</param>
#pragma warning disable CA2225 // A named way from string to Sql would be a way around the rule that it must be a constant.
    public static implicit operator Sql(string constant) => new(constant);
#pragma warning restore CA2225

    /// <inheritdoc />
    public override string ToString() => Text;

    private static object? Shown(NpgsqlParameter value) => value switch
    {
        SealedParameter { Clear: var clear } => clear,
        { Value: DBNull } => null,
        _ => value.Value,
    };

    private static NpgsqlParameter Copy(NpgsqlParameter value) =>
        value is SealedParameter sensitive ? sensitive.Again() : (NpgsqlParameter)((ICloneable)value).Clone();

    private string Fix(string text)
    {
        fixedNow = true;
        return text;
    }

    // A statement that is kept in a field may be run by two at once.
    private bool IsGiven() => Interlocked.Exchange(ref given, true);

    private void Append(Sql part, int end)
    {
        part.fixedNow = true;
        var copy = part.IsGiven();
        var (at, number) = (0, 1);
        foreach (var each in part.Parts)
        {
            if (at >= end)
                return;
            var length = each.Length(number);
            if (each.Literal is { } text)
                Append(at + length <= end ? each : new SqlPart(text[..(end - at)]));
            else
                Append(copy ? new SqlPart(Copy(each.Value!)) : each);
            at += length;
            number += each.Value is null ? 0 : 1;
        }
    }

    private void Append(SqlPart part)
    {
        if (fixedNow)
            throw new InvalidOperationException("A statement can't be extended after its text was read.");
        if (count == parts.Length)
            Array.Resize(ref parts, count * 2);
        parts[count++] = part;
    }

    private SqlText Render()
    {
        var length = 0;
        var number = 1;
        foreach (var part in Parts)
        {
            length += part.Length(number);
            number += part.Value is null ? 0 : 1;
        }

        if (length <= MaxOnStack)
        {
            Span<char> text = stackalloc char[length];
            Write(text);
            return SqlTexts.Of(text);
        }

        var rented = ArrayPool<char>.Shared.Rent(length);
        Write(rented);
        var made = SqlTexts.Of(rented.AsSpan(0, length));
        ArrayPool<char>.Shared.Return(rented);
        return made;
    }

    private void Write(Span<char> text)
    {
        var number = 0;
        foreach (var part in Parts)
        {
            if (part.Literal is { } literal)
            {
                literal.CopyTo(text);
                text = text[literal.Length..];
                continue;
            }

            text[0] = '$';
            (++number).TryFormat(text[1..], out var digits, provider: CultureInfo.InvariantCulture);
            text = text[(digits + 1)..];
        }
    }
}
