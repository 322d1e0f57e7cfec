using System.Text.Json;
using System.Text.Unicode;
using TestDigitalPlatform.Languages;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>Walks through a JSON body once, without building it up in memory. Used by generated binders.</summary>
public ref partial struct BodyReader
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
        // One level more than may be, so that it is told by its depth and not by what the reader says about it.
        reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = PlatformJson.MaxDepth + 1 });
        if (body.TrimStart(" \t\r\n"u8).IsEmpty)
            RefuseNothing();
        else if (!Utf8.IsValid(body))
            Stop("invalid_json", "The body is not UTF-8 (RFC 8259, section 8.1).");
        else if (Advance() && reader.TokenType != JsonTokenType.StartObject)
            Stop("invalid_type", "The body must be a JSON object.");
    }

    /// <summary>The number of the field that stands here.</summary>
    public int Field { get; private set; }

    /// <summary>
    /// Goes to the next property that is known; those that are not, or that came before, become errors.
    /// </summary>
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

    // False when the property is refused and its value passed over.
    private bool TryFind(out int found)
    {
        found = -1;
        if (!Text.IsReadable(ref reader))
            return Refuse(Whole, "invalid_text", "The body has a field whose name is not valid Unicode.");

        found = fields.Find(ref reader, Field + 1);
        if (found < 0)
        {
            var name = Text.Shown(reader.GetString());
            return Refuse(name, "unknown_field", $"Unknown field '{name}'. Known fields: {fields.Known}.");
        }

        if (Has(found))
            return Refuse(fields[found].Name, "duplicate_field", $"'{fields[found].Name}' appears more than once.");
        sent |= UInt128.One << found;
        return true;
    }

    private bool Refuse(string name, string code, Phrase message)
    {
        binding.Add(name, code, message);
        _ = Advance() && Skip();
        return false;
    }

    private bool Advance()
    {
        try
        {
            return !stopped && reader.Read() && !IsTooDeep();
        }
        catch (JsonException e)
        {
            return StopMalformed(e);
        }
    }

    private bool Skip()
    {
        try
        {
            // As Utf8JsonReader.Skip does, with an eye on the depth.
            if (reader.TokenType is JsonTokenType.PropertyName)
                reader.Read();
            var depth = reader.CurrentDepth;
            var opens = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            while (opens && reader.Read() && !IsTooDeep() && reader.CurrentDepth > depth)
            {
                // What is passed over is read to its end.
            }

            return !stopped;
        }
        catch (JsonException e)
        {
            return StopMalformed(e);
        }
    }

    private bool IsTooDeep() =>
        reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
        && reader.CurrentDepth >= PlatformJson.MaxDepth
        && !Stop("too_deep", $"The body is nested deeper than {PlatformJson.MaxDepth} levels.");

    private void RefuseNothing()
    {
        stopped = true;
        if (fields.NeedsAny)
            Stop("required_body", $"A JSON body is required, with the fields: {fields.Known}.");
    }

    private bool StopMalformed(JsonException e)
    {
        var (line, at) = (e.LineNumber + 1, e.BytePositionInLine + 1);
        return Stop("invalid_json", $"The body is not valid JSON at line {line}, byte {at}.");
    }

    private bool Stop(string code, Phrase message)
    {
        stopped = true;
        binding.HasBrokenBody = true;
        binding.Add(Whole, code, message);
        return false;
    }
}
