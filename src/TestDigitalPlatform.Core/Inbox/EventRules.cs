using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using TestDigitalPlatform.Encryption;

namespace TestDigitalPlatform.Inbox;

/// <summary>Holds the members of an event from outside to their attributes, as the document states them.</summary>
/// <remarks>On the properties, or on the parameters of the record; not within members that are objects.</remarks>
internal static class EventRules
{
    private static readonly ConcurrentDictionary<Type, Rule[]> Known = new();

    /// <returns>What is wrong; <see langword="null"/> if nothing is.</returns>
    internal static string? Broken(IEvent @event)
    {
        foreach (var (property, name, attribute) in Known.GetOrAdd(@event.GetType(), Find))
        {
            var value = property.GetValue(@event) is var set && set is ISensitive sensitive ? sensitive.Content?.Plain : set;
            if (attribute.GetValidationResult(value, new ValidationContext(@event) { DisplayName = name, MemberName = name }) is { } broken)
                return broken.ErrorMessage ?? $"'{name}' is not valid.";
        }

        return null;
    }

    private static Rule[] Find(Type type)
    {
        var parameters = type.GetConstructors().SelectMany(c => c.GetParameters()).ToLookup(p => p.Name, StringComparer.Ordinal);
        return
        [
            .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
               let name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
                   ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name)
               from attribute in property.GetCustomAttributes<ValidationAttribute>().Concat(
                   parameters[property.Name].SelectMany(p => p.GetCustomAttributes<ValidationAttribute>()))
               select new Rule(property, name, attribute),
        ];
    }

    private sealed record Rule(PropertyInfo Property, string Name, ValidationAttribute Attribute);
}
