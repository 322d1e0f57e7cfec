using System.Text.Json;
using System.Text.Unicode;
using TestDigitalPlatform.Json;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>Walks through a JSON body once, without building it up in memory. Used by generated binders.</summary>
public ref struct BodyReader
{
    private const string Whole = "body";

    private readonly RequestBinding binding;
    private readonly FieldSet fields;
    private Utf8JsonReader reader;
    private UInt128 sent;
    private bool stopped;

    internal BodyReader(RequestBinding binding, FieldSet fields, ReadOnlySpan<byte> body)
    {
        (this.binding, this.fields) = (binding, fields);
        Field = -1;
        reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = PlatformJson.MaxDepth });
        if (body.TrimStart(" \t\r\n"u8).IsEmpty)
            RefuseNothing();
        else if (!Utf8.IsValid(body))
            Stop("invalid_json", "The body is not UTF-8 (RFC 8259, section 8.1).");
        else if (Advance() && reader.TokenType != JsonTokenType.StartObject)
            Stop("invalid_type", "The body must be a JSON object.");
    }

    /// <summary>The number of the field that stands here.</summary>
    public int Field { get; private set; }

    /// <summary>Goes to the next property that is known; those that are not, or that came before, become errors.</summary>
    public bool Next()
    {
        while (Advance())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                // Once more, so that anything after the object is found.
                Advance();
                stopped = true;
                return false;
            }

            if (TryFind(out var found) && Advance())
            {
                Field = found;
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads the value; when it is wrong, <paramref name="value"/> is left as it is.</summary>
    public void Read<T>(Field<T> field, ref T value)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (reader.TokenType == JsonTokenType.Null)
            ReadNull(field, ref value);
        else if (typeof(T) == typeof(string))
            ReadText(field, ref value);
        else if (ValueFormat<T>.Token is { } token)
            ReadToken(field, token, ref value);
        else
            ReadJson(field, ref value);
    }

    /// <summary>Whether a field was sent.</summary>
    public readonly bool Has(int field) => (sent & (UInt128.One << field)) != 0;

    /// <summary>Ends the reading: what had to be sent and was not becomes an error.</summary>
    /// <returns>Whether nothing at all is wrong, so that the message can be made.</returns>
    public readonly bool Done()
    {
        // Of a body that could not be read to its end nothing is known to be missing.
        for (var i = 0; !binding.HasBrokenBody && i < fields.Count; i++)
        {
            if (fields[i].IsRequired && !Has(i))
                binding.Add(fields[i].Name, "required", $"'{fields[i].Name}' is required.");
        }

        return !binding.Failed;
    }

    private void ReadNull<T>(Field<T> field, ref T value)
    {
        if ((field.Traits & FieldTraits.Nullable) != 0)
            value = default!;
        else
            binding.Add(field.Name, "required", $"'{field.Name}' can't be null.");
    }

    private void ReadText<T>(Field<T> field, ref T value)
    {
        if (reader.TokenType != JsonTokenType.String)
            RefuseType(field, "a text");
        else if (!Text.TryGet(ref reader, out var text) || text.Contains('\0', StringComparison.Ordinal))
            binding.Add(field.Name, "invalid_text", $"'{field.Name}' holds a character that no text can have: U+0000, or half of a surrogate pair.");
        else if ((field.Traits & FieldTraits.OwnLength) == 0 && text.Length > Text.MaxInBody)
            binding.Add(field.Name, "too_long", $"'{field.Name}' has {text.Length} characters; {Text.MaxInBody} are the most.");
        else if (binding.Keeps(field, (T)(object)text))
            value = (T)(object)text;
    }

    private void ReadToken<T>(Field<T> field, TokenParser<T> token, ref T value)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            RefuseType(field, ValueFormat<T>.Expected);
        else if (!token(ref reader, out var parsed))
            binding.Add(field.Name, BodyError.CodeOf<T>(reader.TokenType), $"{BodyError.Shown(ref reader)} is not {ValueFormat<T>.Expected}.");
        else if (binding.Keeps(field, parsed))
            value = parsed;
    }

    private void ReadJson<T>(Field<T> field, ref T value)
    {
        // First to its end: a value that is no JSON ends the reading, one that is only wrong does not.
        var at = reader;
        if (!Skip())
            return;
        try
        {
            var parsed = JsonSerializer.Deserialize(ref at, ValueFormat<T>.Json)!;
            if (binding.Keeps(field, parsed))
                value = parsed;
        }
        catch (JsonException e)
        {
            BodyError.Add(binding, field.Name, e);
        }
    }

    private void RefuseType(Field field, string expected)
    {
        if (Skip())
            binding.Add(field.Name, "invalid_type", $"'{field.Name}' must be {expected}.");
    }

    // False when the property is refused and its value passed over.
    private bool TryFind(out int found)
    {
        if (!Text.IsReadable(ref reader))
        {
            found = -1;
            binding.Add(Whole, "invalid_text", "The body has a field whose name is no valid Unicode text.");
            return SkipValue();
        }

        found = fields.Find(ref reader, Field + 1);
        if (found < 0)
        {
            var name = Text.Shown(reader.GetString());
            binding.Add(name, "unknown_field", $"There is no field '{name}'; known here: {fields.Known}.");
            return SkipValue();
        }

        var bit = UInt128.One << found;
        if ((sent & bit) != 0)
        {
            binding.Add(fields[found].Name, "duplicate_field", $"'{fields[found].Name}' is there more than once.");
            return SkipValue();
        }

        sent |= bit;
        return true;
    }

    private bool SkipValue()
    {
        _ = Advance() && Skip();
        return false;
    }

    private bool Advance()
    {
        try
        {
            return !stopped && reader.Read();
        }
        catch (JsonException e)
        {
            StopMalformed(e);
            return false;
        }
    }

    private bool Skip()
    {
        try
        {
            reader.Skip();
            return true;
        }
        catch (JsonException e)
        {
            StopMalformed(e);
            return false;
        }
    }

    private void RefuseNothing()
    {
        stopped = true;
        if (!fields.NeedsAny)
            return;
        Stop("required_body", $"A JSON body is required, with the fields: {fields.Known}.");
    }

    private void StopMalformed(JsonException e)
    {
        if (e.Message.Contains("maximum configured depth", StringComparison.Ordinal))
            Stop("too_deep", $"The body nests deeper than {PlatformJson.MaxDepth} levels.");
        else
            Stop("invalid_json", $"The body is no valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
    }

    private void Stop(string code, string message)
    {
        stopped = true;
        binding.HasBrokenBody = true;
        binding.Add(Whole, code, message);
    }
}
