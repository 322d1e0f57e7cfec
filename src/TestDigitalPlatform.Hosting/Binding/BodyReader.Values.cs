using System.Text.Json;
using TestDigitalPlatform.Hosting.Binding.Shapes;
using TestDigitalPlatform.Hosting.Binding.Validation;
using TestDigitalPlatform.Languages;

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
        if ((field.Traits & FieldTraits.Nullable) == 0)
            binding.Add(field.Name, "required", $"'{field.Name}' can't be null.");
        else if (Rules.Check(binding, field.Name, null, field.Rules))
            value = default!;
    }

    private void ReadText<T>(Field<T> field, ref T value)
    {
        if (reader.TokenType != JsonTokenType.String)
            RefuseType(field, "a string");
        else if (!BodyText.TryStorable(ref reader, out var text))
            binding.Add(field.Name, "invalid_text", Text.NoText(field.Name));
        else if ((field.Traits & FieldTraits.OwnLength) == 0 && Text.IsLonger(text, Text.MaxInBody))
            binding.Add(field.Name, "too_long", Text.TooLong(field.Name, text, Text.MaxInBody));
        else if (binding.Keeps(field, (T)(object)text))
            value = (T)(object)text;
    }

    private void ReadToken<T>(Field<T> field, TokenParser<T> token, ref T value)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            RefuseType(field, ValueFormat<T>.Expected);
        else if (ValueFormat<T>.IsBounded && (field.Traits & FieldTraits.OwnLength) == 0
            && BodyText.IsTooLong(ref reader, out var text))
            binding.Add(field.Name, "too_long", Text.TooLong(field.Name, text, Text.MaxInBody));
        else if (!token(ref reader, out var parsed))
            RefuseValue(field);
        else if (binding.Keeps(field, parsed))
            value = parsed;
    }

    private void RefuseValue<T>(Field<T> field)
    {
        var shown = BodyText.Shown(ref reader, ValueFormat<T>.IsSensitive);
        binding.Add(field.Name, BodyText.CodeOf<T>(reader.TokenType), $"{shown} is not {ValueFormat<T>.Expected}.");
    }

    private void ReadJson<T>(Field<T> field, ref T value)
    {
        // First to its end: a value that is no JSON ends the reading, one that is only wrong does not.
        var ahead = reader;
        var at = reader;
        if (!Skip())
            return;
        var check = new ShapeCheck(binding, field.Name);
        field.Shape.Check(ref ahead, check);
        if (!check.Failed && TryMake(ref at, field, out var made) && binding.Keeps(field, made)
            && KeepsWithin(field, made))
            value = made;
    }

    // What the serializer still refuses is what a converter of the contract refuses, which says why in its own words.
    private readonly bool TryMake<T>(ref Utf8JsonReader at, Field<T> field, out T made)
    {
        try
        {
            made = JsonSerializer.Deserialize(ref at, ValueFormat<T>.Json)!;
            return true;
        }
        catch (JsonException e)
        {
            made = default!;
            var path = Text.Shown(field.Name + e.Path?.TrimStart('$'));
            Phrase own = $"'{path}' {Text.Shown(e.Message)}.";
            binding.Add(path, "invalid_value", IsOwnWord(e) ? own : $"'{path}' is not valid.");
            return false;
        }
        catch (Exception e) when (ContractRefusal.Of(e) is not null)
        {
            // Nothing of ours is run in there: a constructor refuses its values.
            made = default!;
            binding.Add(field.Name, "invalid_value", ContractRefusal.Words(ContractRefusal.Of(e)!));
            return false;
        }
    }

    // The serializer's own messages name its types; a converter of the contract is of another assembly.
    private static bool IsOwnWord(JsonException e) => e.Source != "System.Text.Json";

    private readonly bool KeepsWithin<T>(Field<T> field, T value) =>
        !ValueFormat<T>.HasNestedRules || NestedRules.Check(binding, field.Name, value!, typeof(T));

    private void RefuseType(Field field, Phrase expected)
    {
        if (Skip())
            binding.Add(field.Name, "invalid_type", $"'{field.Name}' must be {expected}.");
    }
}
