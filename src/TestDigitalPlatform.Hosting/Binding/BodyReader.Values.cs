using System.Text.Json;

namespace TestDigitalPlatform.Hosting.Binding;

// Reading what stands at a field.
public ref partial struct BodyReader
{
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

    private readonly void ReadNull<T>(Field<T> field, ref T value)
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
            binding.Add(field.Name, "invalid_text", Text.NoText(field.Name));
        else if ((field.Traits & FieldTraits.OwnLength) == 0 && text.Length > Text.MaxInBody)
            binding.Add(field.Name, "too_long", Text.TooLong(field.Name, text.Length, Text.MaxInBody));
        else if (binding.Keeps(field, (T)(object)text))
            value = (T)(object)text;
    }

    private void ReadToken<T>(Field<T> field, TokenParser<T> token, ref T value)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            RefuseType(field, ValueFormat<T>.Expected);
        else if (!token(ref reader, out var parsed))
            RefuseValue(field);
        else if (binding.Keeps(field, parsed))
            value = parsed;
    }

    private void RefuseValue<T>(Field<T> field)
    {
        var shown = BodyError.Shown(ref reader);
        binding.Add(field.Name, BodyError.CodeOf<T>(reader.TokenType), $"{shown} is not {ValueFormat<T>.Expected}.");
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
            if (binding.Keeps(field, parsed) && KeepsWithin(field, parsed))
                value = parsed;
        }
        catch (JsonException e)
        {
            BodyError.Add(binding, field.Name, e);
        }
    }

    private readonly bool KeepsWithin<T>(Field<T> field, T value) =>
        !ValueFormat<T>.HasNestedRules || NestedRules.Check(binding, field.Name, value!, typeof(T));

    private void RefuseType(Field field, string expected)
    {
        if (Skip())
            binding.Add(field.Name, "invalid_type", $"'{field.Name}' must be {expected}.");
    }
}
