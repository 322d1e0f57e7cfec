using System.Globalization;
using System.Text.Json;

namespace TestDigitalPlatform.Hosting.Binding.Shapes;

/// <summary>What a contract leaves open, or reads by a converter of its own: any JSON that can be stored.</summary>
internal sealed class AnyShape : ValueShape
{
    // Four hundred digits are more than a double has before its point.
    private const int MostOfNumber = 400;

    internal static AnyShape Instance { get; } = new();

    internal override void Check(ref Utf8JsonReader reader, ShapeCheck check)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray when !check.Opens():
                reader.Skip();
                break;
            case JsonTokenType.StartObject:
                CheckMembers(ref reader, check);
                break;
            case JsonTokenType.StartArray:
                CheckItems(ref reader, check);
                break;
            case JsonTokenType.String when !BodyText.IsStorable(ref reader):
                check.Add("invalid_text", Text.NoText(check.Path));
                break;
            case JsonTokenType.Number when !IsStorable(ref reader):
                check.Add("invalid_value", $"{BodyText.Shown(ref reader)} is outside the range of numbers.");
                break;
        }
    }

    private void CheckMembers(ref Utf8JsonReader reader, ShapeCheck check)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isText = BodyText.TryStorable(ref reader, out var name);
            reader.Read();
            if (check.IsFull || !isText || !seen.Add(name))
            {
                Refuse(ref reader, check, isText, name);
                continue;
            }

            check.Enter(Text.Shown(name));
            Check(ref reader, check);
            check.Leave();
        }
    }

    private static void Refuse(ref Utf8JsonReader reader, ShapeCheck check, bool isText, string name)
    {
        if (!isText)
            check.Add("invalid_text", $"'{check.Path}' has a field whose name is not valid Unicode.");
        else if (!check.IsFull)
            check.Add(Text.Shown(name), "duplicate_field", path => $"'{path}' appears more than once.");
        reader.Skip();
    }

    private void CheckItems(ref Utf8JsonReader reader, ShapeCheck check)
    {
        for (var number = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; number++)
        {
            check.Enter(number);
            if (check.IsFull)
                reader.Skip();
            else
                Check(ref reader, check);
            check.Leave();
        }
    }

    // A column of JSON holds far more than a double, but not every exponent, and few readers hold more than a double.
    private static bool IsStorable(ref Utf8JsonReader reader) =>
        reader.ValueSpan.Length <= MostOfNumber
        && double.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value)
        && (value != 0 || !HasDigit(reader.ValueSpan));

    // 1e-999 would become nothing.
    private static bool HasDigit(ReadOnlySpan<byte> number)
    {
        var exponent = number.IndexOfAny((byte)'e', (byte)'E');
        return (exponent < 0 ? number : number[..exponent]).ContainsAnyInRange((byte)'1', (byte)'9');
    }
}
