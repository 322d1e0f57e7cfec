using System.Text.Json;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>All that a caller may send in one place: a query string or a body.</summary>
public sealed class FieldSet
{
    // One bit each says which were sent.
    private const int MaxCount = 128;

    private readonly Field[] fields;

    /// <summary>Puts fields together; their order gives each its number.</summary>
    /// <param name="fields">At most 128.</param>
    public FieldSet(params Field[] fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fields.Length, MaxCount);
        this.fields = fields;
        Known = fields.Length == 0 ? "none" : string.Join(", ", fields.Select(f => f.Name));
    }

    /// <summary>The names, for people.</summary>
    internal string Known { get; }

    internal int Count => fields.Length;

    internal Field this[int index] => fields[index];

    internal bool NeedsAny => Array.Exists(fields, f => f.IsRequired);

    /// <summary>
    /// Finds the property that the reader stands on; senders mostly keep an order, so the search begins where it is
    /// expected.
    /// </summary>
    internal int Find(ref Utf8JsonReader reader, int expected)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            var at = (i + expected) % fields.Length;
            if (reader.ValueTextEquals(fields[at].Utf8Name))
                return at;
        }

        return -1;
    }

    internal int Find(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (name.SequenceEqual(fields[i].Name))
                return i;
        }

        return -1;
    }
}
