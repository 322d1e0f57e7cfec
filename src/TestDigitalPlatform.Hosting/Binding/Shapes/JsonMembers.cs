using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace TestDigitalPlatform.Hosting.Binding.Shapes;

/// <summary>The properties of a type as the serializer sees them.</summary>
internal static class JsonMembers
{
    private static readonly DefaultJsonTypeInfoResolver Resolver = new();

    /// <summary>All but extension data. Only to list them: that one can't be written, as a filter, is of no matter.</summary>
    internal static IEnumerable<JsonPropertyInfo> Of(Type type) => Resolver.GetTypeInfo(type, PlatformJson.Options).Properties
        .Where(p => !p.IsExtensionData && p.AttributeProvider is PropertyInfo);

    /// <summary>The property in C#.</summary>
    internal static PropertyInfo PropertyOf(JsonPropertyInfo member) => (PropertyInfo)member.AttributeProvider!;
}
