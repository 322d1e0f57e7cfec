using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TestDigitalPlatform.Languages;

namespace TestDigitalPlatform.Hosting.Binding.Shapes;

/// <summary>What the JSON of one type looks like. It is checked before anything is made of it.</summary>
internal abstract class ValueShape
{
    /// <summary>The shape of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="nullability">Whether what it holds may be null.</param>
    /// <param name="hasOwnLength">Whether a rule says how long a text may be.</param>
    internal static ValueShape Of(Type type, NullabilityInfo? nullability, bool hasOwnLength = false)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return new TextShape(hasOwnLength);
        if (Formats.Has(type))
            return (ValueShape)Activator.CreateInstance(typeof(WordShape<>).MakeGenericType(type), args: [hasOwnLength])!;
        var info = BindingJson.Options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => (ValueShape?)FormsShape.Of(info) ?? ObjectShape.Of(type),
            JsonTypeInfoKind.Enumerable when info.ElementType is { } item =>
                new ListShape(ItemShape.Of(item, nullability)),
            JsonTypeInfoKind.Dictionary when info is { KeyType: { } key, ElementType: { } value } =>
                new MapShape(KeyShape.Of(key), ItemShape.Of(value, nullability)),
            _ => AnyShape.Instance,
        };
    }

    /// <summary>Adds an error for all that is wrong.</summary>
    /// <param name="reader">Stands on the value's first token, which is no null; afterwards on its last. The JSON is
    /// known to be complete.</param>
    /// <param name="check">Where it stands.</param>
    internal abstract void Check(ref Utf8JsonReader reader, ShapeCheck check);

    /// <summary>Whether an object or a list stands there, and may; otherwise it is passed over.</summary>
    protected static bool Opens(
        ref Utf8JsonReader reader, ShapeCheck check, JsonTokenType expected, string name)
    {
        if (reader.TokenType != expected)
            RefuseType(ref reader, check, name);
        else if (check.Opens())
            return true;
        else
            reader.Skip();
        return false;
    }

    /// <summary>Says that the value is of another kind, and passes over it.</summary>
    protected static void RefuseType(ref Utf8JsonReader reader, ShapeCheck check, Phrase expected)
    {
        check.Add("invalid_type", $"'{check.Path}' must be {expected}.");
        reader.Skip();
    }
}
