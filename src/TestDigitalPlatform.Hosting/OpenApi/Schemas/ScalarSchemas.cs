using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>The schemas of single values, written as <see cref="PlatformJson"/> writes them.</summary>
internal static class ScalarSchemas
{
    internal static OpenApiSchema? Make(Type type) => Number(type) ?? Text(type) ?? Anything(type);

    private static OpenApiSchema? Number(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => null,
        TypeCode.Boolean => new() { Type = JsonSchemaType.Boolean },
        TypeCode.Byte => Integer("int32", byte.MinValue, byte.MaxValue),
        TypeCode.SByte => Integer("int32", sbyte.MinValue, sbyte.MaxValue),
        TypeCode.Int16 => Integer("int32", short.MinValue, short.MaxValue),
        TypeCode.UInt16 => Integer("int32", ushort.MinValue, ushort.MaxValue),
        TypeCode.Int32 => Integer("int32"),
        TypeCode.UInt32 => Integer("int64", 0, uint.MaxValue),
        TypeCode.Int64 => Integer("int64"),
        TypeCode.Single => new() { Type = JsonSchemaType.Number, Format = "float" },
        TypeCode.Double => new() { Type = JsonSchemaType.Number, Format = "double" },
        TypeCode.Decimal => new() { Type = JsonSchemaType.Number },
        _ => null,
    };

    private static OpenApiSchema? Text(Type type)
    {
        if (type == typeof(string))
            return String();
        if (type == typeof(Guid) || Shapes.Is(type, typeof(IId<>)))
            return String("uuid");
        if (type == typeof(CustomerId))
            return Limited("^[a-z](-?[a-z0-9])+$", 2, 63);
        if (type == typeof(UserId))
            return Limited("^[!-~]+$", 1, 100);
        return Shapes.Is(type, typeof(ITextId<>)) ? String() : Time(type) ?? Special(type);
    }

    private static OpenApiSchema? Time(Type type)
    {
        if (type == typeof(DateTimeOffset) || type == typeof(DateTime))
            return String("date-time");
        if (type == typeof(DateOnly))
            return String("date");
        if (type == typeof(TimeOnly))
            return String("time");
        // Days, hours, minutes, seconds and fractions: not the "duration" of ISO 8601.
        return type == typeof(TimeSpan)
            ? new() { Type = JsonSchemaType.String, Pattern = @"^-?(\d+\.)?\d{2}:\d{2}:\d{2}(\.\d{1,7})?$" }
            : null;
    }

    private static OpenApiSchema? Special(Type type)
    {
        if (type == typeof(Uri))
            return String("uri-reference");
        return type == typeof(byte[]) ? new() { Type = JsonSchemaType.String, ContentEncoding = "base64" } : null;
    }

    /// <summary>What may hold any JSON.</summary>
    internal static OpenApiSchema? Anything(Type type) =>
        type == typeof(object) || type == typeof(JsonElement) || type.IsAssignableTo(typeof(JsonNode)) ? new() : null;

    private static OpenApiSchema String(string? format = null) =>
        new() { Type = JsonSchemaType.String, Format = format };

    private static OpenApiSchema Limited(string pattern, int least, int most) =>
        new() { Type = JsonSchemaType.String, Pattern = pattern, MinLength = least, MaxLength = most };

    private static OpenApiSchema Integer(string format, long? minimum = null, long? maximum = null) => new()
    {
        Type = JsonSchemaType.Integer,
        Format = format,
        Minimum = minimum?.ToString(CultureInfo.InvariantCulture),
        Maximum = maximum?.ToString(CultureInfo.InvariantCulture),
    };
}
