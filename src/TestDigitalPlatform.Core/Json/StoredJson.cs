using System.Text.Json;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform.Json;

/// <summary>How the platform writes down and reads again what it keeps as JSON: columns, cursors, answers.</summary>
internal static class StoredJson
{
    /// <summary>
    /// As in messages, except that what was stored yesterday is read by today's contract: members that are gone are
    /// passed over.
    /// </summary>
    internal static JsonSerializerOptions Options { get; } = SealedJson.With(new(PlatformJson.Tolerant)
    {
        // A column holds what JSON has no number for: NaN and the infinities.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        // jsonb keeps no order, so a discriminator comes back behind shorter names.
        AllowOutOfOrderMetadataProperties = true,
    });
}
