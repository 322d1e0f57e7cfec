using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TestDigitalPlatform.Generated;

namespace TestDigitalPlatform.Tests.Contracts;

/// <summary>Compares what the compiler wrote about messages with what System.Text.Json finds in their types.</summary>
internal static class DescribedMessages
{
    private static readonly DefaultJsonTypeInfoResolver Resolver = new();

    /// <summary>The queries and commands with a route that an assembly declares.</summary>
    internal static IReadOnlyList<Type> In(Assembly assembly) =>
        [.. assembly.GetTypes().Where(t => t.IsDefined(typeof(OperationAttribute), inherit: false))];

    /// <summary>What one of both has and the other has not.</summary>
    internal static IEnumerable<string> Differences(Type message)
    {
        var described = MessageDescription.Of(message);
        var operation = message.GetCustomAttribute<OperationAttribute>()!;
        return Difference([operation.Method, operation.Path], [described.Method, described.Path])
            .Concat(Difference(Serialized(message), described.Members.Select(Shown)))
            .Select(difference => $"{message.Name}: {difference}");
    }

    private static IEnumerable<string> Difference(IEnumerable<string> serialized, IEnumerable<string> described)
    {
        var (one, other) = (serialized.Order(StringComparer.Ordinal).ToArray(), described.Order(StringComparer.Ordinal).ToArray());
        return one.Except(other).Select(s => $"only in the type: {s}")
            .Concat(other.Except(one).Select(d => $"only described: {d}"));
    }

    private static string Shown(MemberDescription member) =>
        $"{member.Source} {member.Property} as {member.Name}: {member.Type} by {member.Operators}"
        + (member.IsRequired ? ", required" : "") + (member.IsPaging ? " of a page" : "");

    private static IEnumerable<string> Serialized(Type message)
    {
        var operation = message.GetCustomAttribute<OperationAttribute>()!;
        var properties = Resolver.GetTypeInfo(message, PlatformJson.Options).Properties;
        var isCommand = !Array.Exists(message.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQuery<>));
        var takesFile = properties.Any(p => p.PropertyType == typeof(Upload));
        foreach (var json in properties)
        {
            var property = (PropertyInfo)json.AttributeProvider!;
            var inPath = operation.Path.Split('/').Select(part => part.Trim('{', '}').Split(':')[0]).FirstOrDefault(
                name => operation.Path.Contains($"{{{name}", StringComparison.Ordinal)
                    && name.Equals(property.Name, StringComparison.OrdinalIgnoreCase));
            var isIgnored = property.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.Always };
            if (inPath is null && (isIgnored || (json.Set is null && json.AssociatedParameter is null)))
                continue;
            var source = inPath is not null ? MemberSource.Route
                : property.PropertyType == typeof(Upload) ? MemberSource.File
                : isCommand && !takesFile ? MemberSource.Body
                : MemberSource.Query;
            var isPaging = property.DeclaringType is { IsGenericType: true } owner && owner.GetGenericTypeDefinition() == typeof(PageQuery<>);
            var isRequired = source is MemberSource.Route || json.IsRequired || json.AssociatedParameter is { HasDefaultValue: false }
                || property.IsDefined(typeof(RequiredAttribute))
                || json.AssociatedParameter?.AttributeProvider?.IsDefined(typeof(RequiredAttribute), false) is true;
            yield return $"{source} {property.Name} as {inPath ?? json.Name}: {property.PropertyType} by "
                + (property.GetCustomAttribute<FilterAttribute>()?.Operators ?? Operators.None) + (isRequired ? ", required" : "") + (isPaging ? " of a page" : "");
        }
    }
}
