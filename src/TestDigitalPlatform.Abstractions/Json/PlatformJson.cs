using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform;

/// <summary>The one way in which messages are written and read as JSON (RFC 8259).</summary>
/// <remarks>
/// Names and enums in camel case, ids as their bare value, instants with their offset (RFC 3339), nulls written out.
/// </remarks>
public static class PlatformJson
{
    /// <summary>How deep a message may nest; a contract needs a handful.</summary>
    public const int MaxDepth = 32;

    /// <summary>Writes, and reads what a caller sends: a member that the contract does not know is an error.</summary>
    /// <remarks>A misspelt name is told to the one who can mend it. Read-only; copy it to change it.</remarks>
    public static JsonSerializerOptions Options { get; } = Make(JsonUnmappedMemberHandling.Disallow);

    /// <summary>Reads what somebody else publishes, an answer or an event: members not known here are passed
    /// over.</summary>
    /// <remarks>So the one who publishes can add members without asking those who read. Read-only.</remarks>
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
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
