using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>
/// Holds what lies within a value of a body against the rules of its own contract: <c>lines[2].amount</c>.
/// </summary>
internal static class NestedRules
{
    private static readonly ConcurrentDictionary<Type, Level> Levels = new();

    /// <summary>Whether there is any rule within a type; found once, so that values without any cost nothing.</summary>
    internal static bool HasAny(Type type) => HasAny(type, []);

    /// <summary>Adds an error for each broken rule.</summary>
    /// <returns>Whether all are kept.</returns>
    internal static bool Check(RequestBinding binding, string path, object value, Type type)
    {
        var level = Levels.GetOrAdd(type, static t => new Level(t));
        return level.Item is null
            ? CheckMembers(binding, path, value, level)
            : CheckItems(binding, path, value, level.Item);
    }

    private static bool CheckMembers(RequestBinding binding, string path, object value, Level level)
    {
        var kept = true;
        foreach (var member in level.Members)
        {
            var (at, inner) = ($"{path}.{member.Name}", member.Get(value));
            if (member.Rules.Length > 0)
                kept &= Rules.CheckWithin(binding, at, inner, member.Rules, binding.Whole(value, member.Property, at));
            if (member.GoesOn && inner is not null)
                kept &= Check(binding, at, inner, member.Type);
        }

        return kept;
    }

    private static bool CheckItems(RequestBinding binding, string path, object value, Type item)
    {
        var kept = true;
        foreach (var (at, inner) in value is IDictionary entries ? Named(entries) : Numbered((IEnumerable)value))
        {
            if (inner is not null)
                kept &= Check(binding, path + at, inner, item);
        }

        return kept;
    }

    private static IEnumerable<(string At, object? Inner)> Named(IDictionary entries)
    {
        foreach (DictionaryEntry entry in entries)
            yield return ("." + Text.Shown(Convert.ToString(entry.Key, CultureInfo.InvariantCulture)), entry.Value);
    }

    private static IEnumerable<(string At, object? Inner)> Numbered(IEnumerable items)
    {
        var number = 0;
        foreach (var item in items)
            yield return (string.Create(CultureInfo.InvariantCulture, $"[{number++}]"), item);
    }

    // A type that holds itself is looked at once.
    private static bool HasAny(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type))
            return false;
        var info = PlatformJson.Options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => info.Properties.Any(p => RulesOf(p).Length > 0 || HasAny(p.PropertyType, seen)),
            JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => HasAny(info.ElementType!, seen),
            _ => false,
        };
    }

    // A record's attributes mostly stand at its constructor's parameters.
    private static ValidationAttribute[] RulesOf(JsonPropertyInfo property) =>
        [.. RulesOf(property.AttributeProvider), .. RulesOf(property.AssociatedParameter?.AttributeProvider)];

    private static IEnumerable<ValidationAttribute> RulesOf(ICustomAttributeProvider? member) =>
        member?.GetCustomAttributes(typeof(ValidationAttribute), true).Cast<ValidationAttribute>() ?? [];

    private sealed record Member(
        string Name, string Property, Type Type, Func<object, object?> Get, ValidationAttribute[] Rules, bool GoesOn)
    {
        internal bool HasAny => Rules.Length > 0 || GoesOn;
    }

    /// <summary>What is looked at within one type.</summary>
    private sealed class Level
    {
        internal Level(Type type)
        {
            var info = PlatformJson.Options.GetTypeInfo(type);
            Item = info.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary ? info.ElementType : null;
            Members = info.Kind is JsonTypeInfoKind.Object
                ? [.. info.Properties.Where(p => p.Get is not null).Select(Of).Where(m => m.HasAny)]
                : [];
        }

        /// <summary>The type of a list's items or a dictionary's values.</summary>
        internal Type? Item { get; }

        internal Member[] Members { get; }

        private static Member Of(JsonPropertyInfo property) => new(
            property.Name, (property.AttributeProvider as MemberInfo)?.Name ?? property.Name,
            property.PropertyType, property.Get!, RulesOf(property), HasAny(property.PropertyType));
    }
}
