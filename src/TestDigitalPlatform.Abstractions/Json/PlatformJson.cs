using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TestDigitalPlatform.Encryption;

namespace TestDigitalPlatform;

/// <summary>The JSON settings of messages (RFC 8259).</summary>
/// <remarks>
/// Names and enums are in camel case, ids are plain values, instants have an offset (RFC 3339), and nulls are written.
/// </remarks>
public static class PlatformJson
{
    /// <summary>The maximum depth of a message.</summary>
    public const int MaxDepth = 32;

    /// <summary>For writing, and for reading requests: unknown members are errors.</summary>
    /// <remarks>Callers learn about misspelled names. Read-only; copy it to change it.</remarks>
    public static JsonSerializerOptions Options { get; } = Make(JsonUnmappedMemberHandling.Disallow);

    /// <summary>For reading answers and events of other services: unknown members are
    /// ignored.</summary>
    /// <remarks>Publishers can therefore add members. Read-only.</remarks>
    public static JsonSerializerOptions Tolerant { get; } = Make(JsonUnmappedMemberHandling.Skip);

    private static JsonSerializerOptions Make(JsonUnmappedMemberHandling unknown)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            // We write JSON and nothing else, never inside a page: texts stay readable.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = MaxDepth,
            NumberHandling = JsonNumberHandling.Strict,
            UnmappedMemberHandling = unknown,
            PropertyNameCaseInsensitive = false,
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new StorableTextConverter());
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new ClearJson());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
