using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

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
        if (type.Type.GetCustomAttribute<OperationAttribute>() is not { } operation)
            return;
        var path = MessageRoute.Parameters(operation.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var property in type.Properties)
        {
            if (path.Contains(MessageMember.NameOf(property)) || !MessageMember.IsData(property))
                property.ShouldSerialize = static (_, _) => false;
        }
    }
}
