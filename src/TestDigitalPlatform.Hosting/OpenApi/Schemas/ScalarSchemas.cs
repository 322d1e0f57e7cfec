using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TestDigitalPlatform.Encryption;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>The schemas of single values: what <see cref="PlatformJson"/> writes, and what the binder's formats
/// read.</summary>
internal static class ScalarSchemas
{
    // Partial-time of RFC 3339 (section 5.6), the seconds by choice. The format "time" would demand an offset.
    private const string TimeOfDay = @"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?$";

    // Days, hours, minutes, seconds and fractions: not the "duration" of ISO 8601.
    private const string Duration =
        @"^-?([0-9]{1,7}\.)?([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,7})?$";

    // One code point that is one char of .NET, and no U+0000.
    private const string OneChar = @"^[\u0001-\uD7FF\uE000-\uFFFF]$";

    internal static OpenApiSchema? Make(Type type) => SensitiveTypes.InnerOf(type) is { } plain
        ? Make(plain)
        : Number(type) ?? Text(type) ?? Anything(type);

    private static OpenApiSchema? Number(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => null,
        TypeCode.Boolean => new() { Type = JsonSchemaType.Boolean },
        TypeCode.Byte => Integer("int32", byte.MinValue, byte.MaxValue),
        TypeCode.SByte => Integer("int32", sbyte.MinValue, sbyte.MaxValue),
        TypeCode.Int16 => Integer("int32", short.MinValue, short.MaxValue),
        TypeCode.UInt16 => Integer("int32", ushort.MinValue, ushort.MaxValue),
        TypeCode.Int32 => Integer("int32"),
        TypeCode.UInt32 => Integer("int64", uint.MinValue, uint.MaxValue),
        TypeCode.Int64 => Integer("int64"),
        TypeCode.UInt64 => Integer("uint64", ulong.MinValue, ulong.MaxValue),
        TypeCode.Single => new() { Type = JsonSchemaType.Number, Format = "float" },
        TypeCode.Double => new() { Type = JsonSchemaType.Number, Format = "double" },
        TypeCode.Decimal => new() { Type = JsonSchemaType.Number },
        _ => Large(type),
    };

    private static OpenApiSchema? Large(Type type)
    {
        if (type == typeof(Int128))
            return Integer(null, Int128.MinValue, Int128.MaxValue);
        if (type == typeof(UInt128))
            return Integer(null, UInt128.MinValue, UInt128.MaxValue);
        return type == typeof(Half) ? new() { Type = JsonSchemaType.Number, Minimum = "-65504", Maximum = "65504" } : null;
    }

    private static OpenApiSchema? Text(Type type)
    {
        if (type == typeof(string))
            return String();
        if (type == typeof(char))
            return Limited(OneChar, 1, 1);
        if (type == typeof(Guid) || Shapes.Is(type, typeof(IId<>)))
            return String("uuid");
        if (type == typeof(CustomerId))
            return Limited("^[a-z](-?[a-z0-9])+$", 2, 63);
        if (type == typeof(UserId))
            return Limited("^[!-~]+$", 1, 100);
        return Shapes.Is(type, typeof(ITextId<>)) ? OtherRules.Say(String(), type.Name) : Time(type) ?? Special(type);
    }

    private static OpenApiSchema? Time(Type type)
    {
        if (type == typeof(DateTimeOffset) || type == typeof(DateTime))
            return String("date-time");
        if (type == typeof(DateOnly))
            return String("date");
        if (type == typeof(TimeOnly))
            return new() { Type = JsonSchemaType.String, Pattern = TimeOfDay };
        return type == typeof(TimeSpan) ? new() { Type = JsonSchemaType.String, Pattern = Duration } : null;
    }

    private static OpenApiSchema? Special(Type type)
    {
        if (type == typeof(Uri))
            return String("uri-reference");
        return type == typeof(byte[])
            ? new() { Type = JsonSchemaType.String, ContentEncoding = "base64", Pattern = Base64Pattern.Of(0, null) }
            : null;
    }

    /// <summary>What may hold any JSON.</summary>
    internal static OpenApiSchema? Anything(Type type) =>
        type == typeof(object) || type == typeof(JsonElement) || type.IsAssignableTo(typeof(JsonNode)) ? new() : null;

    private static OpenApiSchema String(string? format = null) =>
        new() { Type = JsonSchemaType.String, Format = format };

    private static OpenApiSchema Limited(string pattern, int least, int most) =>
        new() { Type = JsonSchemaType.String, Pattern = pattern, MinLength = least, MaxLength = most };

    private static OpenApiSchema Integer(string? format, IFormattable? minimum = null, IFormattable? maximum = null) => new()
    {
        Type = JsonSchemaType.Integer,
        Format = format,
        Minimum = minimum?.ToString(null, CultureInfo.InvariantCulture),
        Maximum = maximum?.ToString(null, CultureInfo.InvariantCulture),
    };
}
