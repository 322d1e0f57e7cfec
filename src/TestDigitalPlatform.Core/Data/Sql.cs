using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform;

/// <summary>A statement and its values, kept apart: what stands in <c>{}</c> becomes a parameter, never text.</summary>
/// <remarks>
/// Write it as an interpolated string: <c>$"select id, title from request where id = {id}"</c>. A constant string is a
/// statement without values; a <see cref="Sql"/> inside <c>{}</c> is inserted as a part, with its own values. Built
/// text is refused by the compiler. Values: numbers, texts, booleans, UUIDs, instants (stored in UTC), ids, enums (as
/// their camel-case name), arrays of these, and any other type as <c>jsonb</c>.
/// </remarks>
[InterpolatedStringHandler]
public sealed class Sql
{
    private readonly List<NpgsqlParameter> parameters;
    private char[]? buffer;
    private int length;
    private bool given;
    private string? text;

    /// <summary>Called by the compiler for an interpolated string.</summary>
    public Sql(int literalLength, int formattedCount)
    {
        // Each value takes two or three characters ($1, $12).
        buffer = ArrayPool<char>.Shared.Rent(literalLength + (formattedCount * 3));
        parameters = new List<NpgsqlParameter>(formattedCount);
    }

    private Sql(string text)
    {
        this.text = text;
        parameters = [];
    }

    /// <summary>The statement with <c>$1</c>, <c>$2</c>, … where the values go.</summary>
    public string Text => text ?? Complete();

    /// <summary>The values, in the order of their numbers, as the database gets them.</summary>
    public IReadOnlyList<object?> Values => parameters.ConvertAll(p => p.Value is DBNull ? null : p.Value);

    /// <summary>
    /// Hands the values over; a parameter belongs to one statement, so whoever asks again gets copies.
    /// </summary>
    internal void GiveParameters(IList<NpgsqlParameter> statement)
    {
        // A statement that is kept in a field may be run by two at once.
        var copy = Interlocked.Exchange(ref given, true);
        foreach (var parameter in parameters)
            statement.Add(copy ? (NpgsqlParameter)((ICloneable)parameter).Clone() : parameter);
    }

    /// <summary>Called by the compiler for the text between values.</summary>
    public void AppendLiteral(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Append(value);
    }

    /// <summary>Called by the compiler for a value.</summary>
    public void AppendFormatted<T>(T value) => Add(SqlValue<T>.ToParameter(value));

    /// <summary>Called by the compiler for a part with values of its own.</summary>
    public void AppendFormatted(Sql part)
    {
        ArgumentNullException.ThrowIfNull(part);
        Append(part.Renumbered(parameters.Count));
        part.GiveParameters(parameters);
    }

    /// <summary>A constant statement, or a constant part of one.</summary>
    /// <param name="constant">A constant: the compiler refuses anything else (TDP1010).</param>
#pragma warning disable CA2225 // A named way from string to Sql would be a way around the rule that it must be a constant.
    public static implicit operator Sql(string constant) => new(constant);
#pragma warning restore CA2225

    /// <inheritdoc />
    public override string ToString() => Text;

    // A statement that is kept in a field may be completed by two at once: a buffer given back twice would be lent
    // twice.
    private string Complete()
    {
        lock (parameters)
        {
            if (text is null)
            {
                text = SqlTexts.Of(buffer.AsSpan(0, length));
                ArrayPool<char>.Shared.Return(buffer!);
                buffer = null;
            }

            return text;
        }
    }

    private void Add(NpgsqlParameter parameter)
    {
        parameters.Add(parameter);
        Span<char> number = stackalloc char[12];
        number[0] = '$';
        parameters.Count.TryFormat(number[1..], out var digits, provider: CultureInfo.InvariantCulture);
        Append(number[..(digits + 1)]);
    }

    private void Append(ReadOnlySpan<char> part)
    {
        if (buffer is null)
            throw new InvalidOperationException("A statement can't grow once its text was read.");
        if (length + part.Length > buffer.Length)
        {
            var larger = ArrayPool<char>.Shared.Rent(Math.Max(buffer.Length * 2, length + part.Length));
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<char>.Shared.Return(buffer);
            buffer = larger;
        }

        part.CopyTo(buffer.AsSpan(length));
        length += part.Length;
    }

    // A part's $1 becomes $(n+1) when n values come before it. Our own placeholders are the only $ followed by a digit
    // outside of quotes, and a constant part has none.
    private string Renumbered(int before)
    {
        if (before == 0 || parameters.Count == 0)
            return Text;
        return SqlPlaceholder.Shift(Text, before);
    }
}
