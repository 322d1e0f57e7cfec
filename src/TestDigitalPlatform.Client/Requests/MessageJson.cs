using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TestDigitalPlatform.Generated;

namespace TestDigitalPlatform.Client.Requests;

/// <summary>The JSON of bodies: what a command holds besides what stands in its path.</summary>
internal static class MessageJson
{
    internal static JsonSerializerOptions Bodies { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(PlatformJson.Options)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatIsElsewhere } },
        };
        // The first that fits is taken.
        options.Converters.Insert(0, new WellFormed());
        return options;
    }

    private static void LeaveOutWhatIsElsewhere(JsonTypeInfo type)
    {
        if (MessageDescription.Find(type.Type) is not { } described)
            return;
        var body = described.In(MemberSource.Body).Select(m => m.Property).ToHashSet(StringComparer.Ordinal);
        foreach (var property in type.Properties)
        {
            if (property.AttributeProvider is not MemberInfo member || !body.Contains(member.Name))
                property.ShouldSerialize = static (_, _) => false;
        }
    }
}
