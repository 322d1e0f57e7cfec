using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Hosting.Binding.Shapes;
using TestDigitalPlatform.Hosting.OpenApi.Comments;
using TestDigitalPlatform.Types;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>Finds the properties of a contract, as the serializer does.</summary>
/// <param name="comments">Where the properties are described.</param>
internal sealed class Members(DocComments comments)
{
    private readonly Dictionary<Type, IReadOnlyList<Member>> known = [];
    private readonly NullabilityInfoContext nullability = new();

    internal IReadOnlyList<Member> Of(Type type)
    {
        if (known.TryGetValue(type, out var members))
            return members;
        var properties = JsonMembers.Of(type).ToList();
        var constructor = properties.Select(p => p.AssociatedParameter?.AttributeProvider)
            .OfType<ParameterInfo>().FirstOrDefault()?.Member as ConstructorInfo ?? type.GetConstructor([]);
        var empty = type.IsAbstract ? null : Empty(constructor, constructor?.GetParameters() ?? []);
        return known[type] = [.. properties.Select(p => Make(p, empty))];
    }

    /// <summary>Whether an object takes members that its contract doesn't name.</summary>
    internal static bool TakesOthers(Type type) =>
        type.GetCustomAttribute<JsonUnmappedMemberHandlingAttribute>() is { UnmappedMemberHandling: JsonUnmappedMemberHandling.Skip }
        || type.GetProperties().Any(p => p.IsDefined(typeof(JsonExtensionDataAttribute)));

    // What a contract initialises shows once it is made, of nothing.
    private static object? Empty(ConstructorInfo? constructor, ParameterInfo[] parameters)
    {
        try
        {
            return constructor?.Invoke([.. parameters.Select(Default)]);
        }
        catch (TargetInvocationException)
        {
            // It can't be made of nothing, so that nothing can be told.
            return null;
        }
    }

    private Member Make(JsonPropertyInfo json, object? empty)
    {
        var (property, parameter) = (JsonMembers.PropertyOf(json), json.AssociatedParameter?.AttributeProvider as ParameterInfo);
        Attribute[] attributes = [.. property.GetCustomAttributes(), .. parameter?.GetCustomAttributes() ?? []];
        var ignored = property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition ?? JsonIgnoreCondition.Never;
        var required = json.IsRequired
            || parameter is { HasDefaultValue: false }
            || attributes.OfType<RequiredAttribute>().Any();
        return new Member
        {
            Name = json.Name,
            PropertyName = property.Name,
            Type = SensitiveTypes.InnerOf(property.PropertyType) ?? property.PropertyType,
            IsSensitive = SensitiveTypes.InnerOf(property.PropertyType) is not null,
            Nullability = nullability.Create(property),
            Required = required,
            Attributes = attributes,
            Default = required ? null : Default(property, parameter, empty),
            IsSettable = ignored is not (JsonIgnoreCondition.Always or JsonIgnoreCondition.WhenReading)
                && (parameter is not null || property.SetMethod is { IsPublic: true }),
            IsGettable = ignored is not (JsonIgnoreCondition.Always or JsonIgnoreCondition.WhenWriting),
            IsLeftOut = ignored is not JsonIgnoreCondition.Never,
            Comment = comments.Of(property),
        };
    }

    // Null, an empty list and a filter without a condition are what everybody expects of something that was not sent.
    private static JsonNode? Default(PropertyInfo property, ParameterInfo? parameter, object? empty)
    {
        var value = parameter is not null ? parameter.HasDefaultValue ? Default(parameter) : null
            : empty is not null && property.SetMethod is { IsPublic: true } ? property.GetValue(empty) : null;
        return value is not null && IsSaid(value)
            ? JsonSerializer.SerializeToNode(value, value.GetType(), PlatformJson.Options)
            : null;
    }

    // The compiler keeps the default of an enum as its number, and that of a structure as nothing.
    private static object? Default(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return parameter switch
        {
            { HasDefaultValue: true, DefaultValue: { } value } => type.IsEnum ? Enum.ToObject(type, value) : value,
            _ => parameter.ParameterType.IsValueType && type == parameter.ParameterType
                ? RuntimeHelpers.GetUninitializedObject(type)
                : null,
        };
    }

    // JSON has no numbers beyond all numbers, and texts no U+0000; an enum's default may be none of its members.
    private static bool IsSaid(object value) => value switch
    {
        _ when !Scalars.IsFinite(value) => false,
        char character => character != '\0',
        string => true,
        Enum => Enum.IsDefined(value.GetType(), value),
        IEnumerable items => Shapes.ElementOfList(value.GetType()) is { } element
            && ScalarSchemas.Make(element) is not null && items.Cast<object?>().Any(),
        _ => ScalarSchemas.Make(value.GetType()) is { Type: not null } && !Shapes.Is(value.GetType(), typeof(ITextId<>)),
    };
}
