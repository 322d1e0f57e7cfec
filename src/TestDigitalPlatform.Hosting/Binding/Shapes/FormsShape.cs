using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TestDigitalPlatform.Hosting.Binding.Shapes;

/// <summary>An object that has one of several forms, which a member of it names: <c>[JsonDerivedType]</c>.</summary>
internal sealed class FormsShape : ValueShape
{
    private readonly string discriminator;
    private readonly Dictionary<string, Type> forms;
    private readonly Type? unnamed;

    private FormsShape(Type type, JsonPolymorphismOptions options)
    {
        discriminator = options.TypeDiscriminatorPropertyName;
        forms = options.DerivedTypes
            .Where(f => f.TypeDiscriminator is not null)
            .ToDictionary(f => NameOf(f.TypeDiscriminator!), f => f.DerivedType);
        unnamed = type.IsAbstract ? null : type;
    }

    private string Names => string.Join(", ", forms.Keys);

    /// <returns><see langword="null"/> for a type with one form only.</returns>
    internal static FormsShape? Of(JsonTypeInfo type) =>
        type.PolymorphismOptions is { } options ? new FormsShape(type.Type, options) : null;

    internal override void Check(ref Utf8JsonReader reader, ShapeCheck check)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            RefuseType(ref reader, check, "an object");
        else if (FormOf(reader, check) is { } form)
            ObjectShape.Of(form).Check(ref reader, check, discriminator);
        else
            reader.Skip();
    }

    // A copy of the reader looks ahead: an object is unordered, so the name of its form may stand at its end.
    private Type? FormOf(Utf8JsonReader ahead, ShapeCheck check)
    {
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var isFound = Text.IsReadable(ref ahead) && ahead.ValueTextEquals(discriminator);
            ahead.Read();
            if (isFound)
                return Named(ref ahead, check);
            ahead.Skip();
        }

        if (unnamed is null)
            check.Add(discriminator, "required", path => $"'{path}' is required, as one of: {Names}.");
        return unnamed;
    }

    private Type? Named(ref Utf8JsonReader reader, ShapeCheck check)
    {
        var isText = reader.TokenType == JsonTokenType.String;
        var name = isText && BodyText.TryStorable(ref reader, out var text) ? text
            : reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? NameOf(number)
            : "";
        if (name.Length > 0 && forms.TryGetValue(name, out var form))
            return form;
        var shown = BodyText.Shown(ref reader);
        check.Add(
            discriminator, isText ? "invalid_value" : "invalid_type", _ => $"{shown} is not one of: {Names}.");
        return null;
    }

    private static string NameOf(object discriminator) =>
        Convert.ToString(discriminator, CultureInfo.InvariantCulture)!;
}
