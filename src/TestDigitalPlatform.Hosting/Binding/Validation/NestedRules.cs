using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using TestDigitalPlatform.Hosting.Binding.Shapes;

namespace TestDigitalPlatform.Hosting.Binding.Validation;

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
        var level = LevelOf(type);
        if (level.HasForms && value.GetType() != type)
            level = LevelOf(value.GetType());
        return level.Item is null
            ? CheckMembers(binding, path, value, level)
            : CheckItems(binding, path, value, level.Item);
    }

    private static Level LevelOf(Type type) => Levels.GetOrAdd(type, static t => new Level(t));

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
            if (binding.IsFull)
                return false;
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
        var info = BindingJson.Options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => info.Properties.Any(p => HasAny(p, seen))
                || FormsOf(info).Any(form => HasAny(form, seen)),
            JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => HasAny(info.ElementType!, seen),
            _ => false,
        };
    }

    private static bool HasAny(JsonPropertyInfo property, HashSet<Type> seen) =>
        MemberShape.RulesOf(property).Length > 0 || HasAny(property.PropertyType, seen);

    // The base itself is no form of its own, unless it says so.
    private static IEnumerable<Type> FormsOf(JsonTypeInfo type) =>
        type.PolymorphismOptions?.DerivedTypes.Select(form => form.DerivedType) ?? [];

    private sealed record Member(
        string Name, string Property, Type Type, Func<object, object?> Get, ValueRule[] Rules, bool GoesOn)
    {
        internal bool HasAny => Rules.Length > 0 || GoesOn;
    }

    /// <summary>What is looked at within one type.</summary>
    private sealed class Level
    {
        internal Level(Type type)
        {
            var info = BindingJson.Options.GetTypeInfo(type);
            HasForms = info.PolymorphismOptions is not null;
            Item = info.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary ? info.ElementType : null;
            Members = info.Kind is JsonTypeInfoKind.Object
                ? [.. info.Properties.Where(p => p.Get is not null).Select(Of).Where(m => m.HasAny)]
                : [];
        }

        /// <summary>The type of a list's items or a dictionary's values.</summary>
        internal Type? Item { get; }

        internal Member[] Members { get; }

        /// <summary>Whether a value may be of a derived type.</summary>
        internal bool HasForms { get; }

        private static Member Of(JsonPropertyInfo property) => new(
            property.Name, (property.AttributeProvider as MemberInfo)?.Name ?? property.Name,
            property.PropertyType, property.Get!,
            ValueRule.Of(MemberShape.RulesOf(property), property.PropertyType), HasAny(property.PropertyType));
    }
}
