using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TestDigitalPlatform.Hosting.Binding.Shapes;
using TestDigitalPlatform.Hosting.Binding.Validation;
using TestDigitalPlatform.Languages;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>Reads a word of an address.</summary>
internal delegate bool TextParser<T>(ReadOnlySpan<char> text, out T value);

/// <summary>Reads a JSON token that is no object or array.</summary>
internal delegate bool TokenParser<T>(ref Utf8JsonReader reader, out T value);

/// <summary>How one type is written in an address and in JSON.</summary>
/// <param name="Expected">What it looks like, for people: "a UUID".</param>
/// <param name="Text">Reads it from an address.</param>
/// <param name="Token">Reads it from JSON, cheaper than a serializer would; <see langword="null"/> to leave it to the
/// serializer.</param>
internal sealed record Format<T>(Phrase Expected, TextParser<T> Text, TokenParser<T>? Token = null)
{
    /// <summary>Whether its form alone does not bound its length, so that the bound of texts holds for it.</summary>
    internal bool IsBounded { get; init; }

    /// <summary>Whether nobody is shown what was sent.</summary>
    internal bool IsSensitive { get; init; }
}

/// <summary>The format of a type, chosen once.</summary>
internal static class ValueFormat<T>
{
    private static readonly Format<T>? Chosen = Formats.For<T>();

    internal static TokenParser<T>? Token { get; } = Chosen?.Token;

    internal static bool IsBounded { get; } = Chosen?.IsBounded ?? false;

    internal static bool IsSensitive { get; } = Chosen?.IsSensitive ?? false;

    internal static JsonTypeInfo<T> Json { get; } = (JsonTypeInfo<T>)BindingJson.Options.GetTypeInfo(typeof(T));

    internal static bool HasNestedRules { get; } = Chosen is null && NestedRules.HasAny(typeof(T));

    internal static Phrase Expected => Chosen?.Expected ?? "of the right type";

    internal static bool FromText(ReadOnlySpan<char> text, out T value) => Chosen is not null
        ? Chosen.Text(text, out value)
        : throw new NotSupportedException($"A {typeof(T).Name} can't be written in a URL.");
}
