using System.Reflection;
using System.Runtime.CompilerServices;
using TestDigitalPlatform.Encryption;

namespace TestDigitalPlatform.Hosting.Encryption;

/// <summary>Finds out whether a service has to do with sensitive values.</summary>
internal static class SensitiveMembers
{
    private static readonly ConditionalWeakTable<ServiceDefinition, StrongBox<bool>> Known = new();

    /// <summary>Whether a message, an answer or an event of the service has a sensitive member.</summary>
    internal static bool AnyIn(ServiceDefinition definition) => Known.GetValue(definition, Find).Value;

    /// <summary>Whether a type has a sensitive member.</summary>
    internal static bool AnyIn(Type type) => Has(type, []);

    private static StrongBox<bool> Find(ServiceDefinition definition)
    {
        var seen = new HashSet<Type>();
        return new(
            definition.Endpoints.Any(e => Has(e.Operation.Message, seen) || Has(e.Operation.Answer, seen))
            || definition.Handled.Any(s => Has(s.Event, seen))
            || definition.ExternalCalls.Any(c => Has(c.Call, seen) || Has(c.Answer, seen))
            || definition.Processes.SelectMany(p => p.StateTypes).Any(state => Has(state, seen)));
    }

    private static bool Has(Type type, HashSet<Type> seen)
    {
        if (SensitiveTypes.InnerOf(type) is not null)
            return true;
        if (!seen.Add(type) || type.IsPrimitive || type.IsPointer || type.IsByRef)
            return false;
        if (type.HasElementType)
            return Has(type.GetElementType()!, seen);
        if (type.IsGenericType && type.GenericTypeArguments.Any(argument => Has(argument, seen)))
            return true;
        // What others made holds nothing of ours, except in what it is made of.
        return type.Namespace?.StartsWith("System", StringComparison.Ordinal) is not true
            && type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Any(p => Has(p.PropertyType, seen));
    }
}
