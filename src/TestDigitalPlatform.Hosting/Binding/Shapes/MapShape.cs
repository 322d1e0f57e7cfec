using System.Text.Json;
using TestDigitalPlatform.Languages;

namespace TestDigitalPlatform.Hosting.Binding.Shapes;

/// <summary>An object whose names are keys, and whose values are all of one shape.</summary>
internal sealed class MapShape(KeyShape key, ItemShape item) : ValueShape
{
    internal override void Check(ref Utf8JsonReader reader, ShapeCheck check)
    {
        if (!Opens(ref reader, check, JsonTokenType.StartObject, "an object"))
            return;

        var seen = new HashSet<object>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isText, name) = (BodyText.TryStorable(ref reader, out var text), Text.Shown(text));
            if (check.IsFull)
                Pass(ref reader);
            else if (!isText || Text.IsLonger(text, Text.MaxInBody))
                Refuse(ref reader, check, "invalid_text", $"'{check.Path}' has a key that is not valid Unicode.");
            else if (!key.TryRead(text, out var read))
                Refuse(ref reader, check, "invalid_value", $"The key '{name}' is not {key.Expected}.");
            else if (!seen.Add(read))
                Refuse(ref reader, check, "duplicate_field", $"'{check.Path}' has the key '{name}' more than once.");
            else
                CheckValue(ref reader, check, name);
        }
    }

    private void CheckValue(ref Utf8JsonReader reader, ShapeCheck check, string name)
    {
        check.Enter(name);
        reader.Read();
        item.Check(ref reader, check);
        check.Leave();
    }

    private static void Refuse(ref Utf8JsonReader reader, ShapeCheck check, string code, Phrase message)
    {
        check.Add(code, message);
        Pass(ref reader);
    }

    private static void Pass(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}

/// <summary>What the keys of a map look like: any text, or what an address would carry of that type.</summary>
internal abstract class KeyShape
{
    internal abstract Phrase Expected { get; }

    internal static KeyShape Of(Type type) => Formats.Has(type)
        ? (KeyShape)Activator.CreateInstance(typeof(Word<>).MakeGenericType(type))!
        : new Word<string>();

    /// <summary>The key, for telling whether it came before.</summary>
    internal abstract bool TryRead(string text, out object key);

    private sealed class Word<T> : KeyShape
        where T : notnull
    {
        private static readonly Format<T> Format = Formats.For<T>()!;

        internal override Phrase Expected => Format.Expected;

        internal override bool TryRead(string text, out object key)
        {
            var isRead = Format.Text(text, out var value);
            key = value!;
            return isRead;
        }
    }
}
