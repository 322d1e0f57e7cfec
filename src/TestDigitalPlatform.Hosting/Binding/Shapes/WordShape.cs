using System.Text.Json;

namespace TestDigitalPlatform.Hosting.Binding.Shapes;

/// <summary>A single value of a type that has a format.</summary>
internal sealed class WordShape<T>(bool hasOwnLength) : ValueShape
{
    private static readonly Format<T> Format = Formats.For<T>()!;

    internal override void Check(ref Utf8JsonReader reader, ShapeCheck check)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            RefuseType(ref reader, check, Format.Expected);
        else if (Format.IsBounded && !hasOwnLength && BodyText.IsTooLong(ref reader, out var text))
            check.Add("too_long", Text.TooLong(check.Path, text, Text.MaxInBody));
        else if (!Format.Token!(ref reader, out _))
            check.Add(BodyText.CodeOf<T>(reader.TokenType), $"{BodyText.Shown(ref reader, Format.IsSensitive)} is not {Format.Expected}.");
    }
}

/// <summary>A text.</summary>
internal sealed class TextShape(bool hasOwnLength) : ValueShape
{
    internal override void Check(ref Utf8JsonReader reader, ShapeCheck check)
    {
        if (reader.TokenType != JsonTokenType.String)
            RefuseType(ref reader, check, "a string");
        else if (!BodyText.IsStorable(ref reader))
            check.Add("invalid_text", Text.NoText(check.Path));
        else if (!hasOwnLength && BodyText.IsTooLong(ref reader, out var text))
            check.Add("too_long", Text.TooLong(check.Path, text, Text.MaxInBody));
    }
}
