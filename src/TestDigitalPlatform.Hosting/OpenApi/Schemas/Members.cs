using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TestDigitalPlatform.Hosting.OpenApi.Comments;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>Finds the properties of a contract in the order they are declared.</summary>
/// <param name="comments">Where the properties are described.</param>
internal sealed class Members(DocComments comments)
{
    private readonly Dictionary<Type, IReadOnlyList<Member>> known = [];
    private readonly NullabilityInfoContext nullability = new();

    internal IReadOnlyList<Member> Of(Type type)
    {
        if (known.TryGetValue(type, out var members))
            return members;
        var parameters = Constructor(type)?.GetParameters() ?? [];
        var empty = type.IsAbstract ? null : type.GetConstructor(Type.EmptyTypes)?.Invoke(null);
        return known[type] =
            [.. Properties(type).Select(p => Make(p, Array.Find(parameters, q => q.Name == p.Name), empty))];
    }

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanRead && p.GetIndexParameters().Length == 0)
            .Where(p => p.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always });

    private static ConstructorInfo? Constructor(Type type)
    {
        var constructors = type.GetConstructors();
        return Array.Find(constructors, c => c.IsDefined(typeof(JsonConstructorAttribute)))
            ?? constructors.MaxBy(c => c.GetParameters().Length);
    }

    private Member Make(PropertyInfo property, ParameterInfo? parameter, object? empty)
    {
        Attribute[] attributes = [.. property.GetCustomAttributes(), .. parameter?.GetCustomAttributes() ?? []];
        var required = property.IsDefined(typeof(RequiredMemberAttribute))
            || parameter is { HasDefaultValue: false }
            || attributes.OfType<RequiredAttribute>().Any();
        return new Member
        {
            Name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
                ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name),
            Type = property.PropertyType,
            Nullability = nullability.Create(property),
            Required = required,
            Attributes = attributes,
            Default = required ? null : Default(property, parameter, empty),
            Comment = comments.Of(property),
        };
    }

    // Null, an empty list and a filter without a condition are what everybody expects of something that was not sent.
    private static JsonNode? Default(PropertyInfo property, ParameterInfo? parameter, object? empty)
    {
        var value = parameter?.DefaultValue ?? (empty is null ? null : property.GetValue(empty));
        return value is string or bool or int or long or decimal or double or Enum
            ? JsonSerializer.SerializeToNode(value, value.GetType(), PlatformJson.Options)
            : null;
    }
}
