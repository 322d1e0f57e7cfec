using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Ids;

/// <summary>Writes the other half of an id.</summary>
internal static class IdSource
{
    private const string Json = "global::System.Text.Json.Serialization.";

    public static string Write(IdModel id)
    {
        var source = new CodeText();
        if (id.Namespace.Length > 0)
            source.Line($"namespace {id.Namespace};").Line();
        foreach (var outer in id.Outer)
            source.Open(outer);

        Body(source, id);

        foreach (var _ in id.Outer)
            source.Close();
        return source.ToString();
    }

    private static void Body(CodeText source, IdModel id) => source
        .Line($"[{Json}JsonConverter(typeof(global::TestDigitalPlatform.IdJsonConverter<{id.FullName}>))]")
        .Open($"readonly partial record struct {id.Name.Escaped()} : global::TestDigitalPlatform.IId<{id.FullName}>")
        .Lines($$"""
            /// <inheritdoc />
            public static {{id.FullName}} From(global::System.Guid value) => new(value);

            /// <summary>Reads a UUID of 32 hexadecimal digits in five groups, and no other form.</summary>
            /// <exception cref="global::System.FormatException">The text is anything else.</exception>
            public static {{id.FullName}} Parse(string s, global::System.IFormatProvider? provider = null)
            {
                global::System.ArgumentNullException.ThrowIfNull(s);
                return Parse(global::System.MemoryExtensions.AsSpan(s), provider);
            }

            /// <summary>Reads a UUID of 32 hexadecimal digits in five groups, and no other form.</summary>
            /// <exception cref="global::System.FormatException">The text is anything else.</exception>
            public static {{id.FullName}} Parse(
                global::System.ReadOnlySpan<char> s, global::System.IFormatProvider? provider = null) =>
                TryParse(s, provider, out var id)
                    ? id
                    : throw new global::System.FormatException("The text is not a valid {{id.Name}}: a UUID is expected.");

            /// <inheritdoc />
            public static bool TryParse(
                [global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? s,
                global::System.IFormatProvider? provider,
                out {{id.FullName}} result) =>
                TryParse(global::System.MemoryExtensions.AsSpan(s), provider, out result);

            /// <inheritdoc />
            public static bool TryParse(
                global::System.ReadOnlySpan<char> s, global::System.IFormatProvider? provider, out {{id.FullName}} result)
            {
                // The framework would also take white space around the digits, and signs and 0x among them.
                var parsed = global::System.Guid.Empty;
                var valid = s.Length == 36
                    && global::System.MemoryExtensions.IndexOfAny(s, 'x', 'X', '+') < 0
                    && global::System.Guid.TryParseExact(s, "D", out parsed);
                result = new(parsed);
                return valid;
            }

            /// <summary>The bare UUID, in lower case.</summary>
            public override string ToString() => Value.ToString("D");

            /// <inheritdoc />
            public string ToString(string? format, global::System.IFormatProvider? formatProvider) =>
                Value.ToString(format, formatProvider);

            /// <inheritdoc />
            public bool TryFormat(
                global::System.Span<char> destination,
                out int charsWritten,
                global::System.ReadOnlySpan<char> format,
                global::System.IFormatProvider? provider) => Value.TryFormat(destination, out charsWritten, format);
            """)
        .Close();
}
