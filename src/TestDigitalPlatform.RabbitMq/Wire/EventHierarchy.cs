using System.Collections.Concurrent;
using System.Reflection;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.RabbitMq.Wire;

/// <summary>What an event is besides itself: its base classes and interfaces, to which others may have subscribed.</summary>
/// <param name="root">The assembly of the service: an event is declared there or in an assembly that it
/// references.</param>
internal sealed class EventHierarchy(Assembly? root)
{
    private const string Everything = "System:Object";

    private readonly ConcurrentDictionary<string, EventParents> known = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, Type>> types = new(() => Find(root));

    internal EventParents Of(string wireName) => known.GetOrAdd(wireName, Read);

    private EventParents Read(string wireName)
    {
        var own = WireNames.ExchangeOf(wireName);
        // A type that this version no longer has was told by an earlier one: an object it was.
        if (!types.Value.TryGetValue(wireName, out var type))
            return new EventParents([(own, Everything)], wireName);
        var bindings = new List<(string Source, string Destination)>();
        var names = new List<string> { wireName };
        var source = own;
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            var exchange = ExchangeOf(parent);
            bindings.Add((source, exchange));
            source = exchange;
            if (parent != typeof(object) && typeof(IEvent).IsAssignableFrom(parent))
                names.Add(parent.FullName!);
        }

        foreach (var contract in type.GetInterfaces())
        {
            bindings.Add((own, ExchangeOf(contract)));
            if (contract != typeof(IEvent) && typeof(IEvent).IsAssignableFrom(contract))
                names.Add(contract.FullName!);
        }

        // Two that differ in their arguments only have one exchange.
        return new EventParents([.. bindings.Distinct()], string.Join(';', names));
    }

    // A type's short name has no outer type, and no arguments.
    private static string ExchangeOf(Type type) => WireNames.Short($"{type.Namespace}:{type.Name}");

    private static Dictionary<string, Type> Find(Assembly? root)
    {
        var found = new Dictionary<string, Type>(StringComparer.Ordinal);
        if (root is null)
            return found;
        var words = typeof(IEvent).Assembly.GetName().Name;
        var assemblies = root.GetReferencedAssemblies()
            .Where(name => name.Name?.StartsWith("System", StringComparison.Ordinal) == false)
            .Select(TryLoad).OfType<Assembly>()
            .Where(assembly => assembly.GetReferencedAssemblies().Any(name => name.Name == words))
            .Append(root);
        foreach (var type in assemblies.SelectMany(TypesOf).Where(t => t is { IsClass: true } && typeof(IEvent).IsAssignableFrom(t)))
            found.TryAdd(EventTypes.Of(type).Name, type);
        return found;
    }

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (IOException)
        {
            // A reference for the build only.
            return null;
        }
    }

    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.OfType<Type>();
        }
    }
}

/// <summary>The exchanges above an event's own.</summary>
/// <param name="Bindings">Which exchange passes on to which, in the order in which they are declared.</param>
/// <param name="Names">The event's name and those of the events above it, joined as on the wire.</param>
internal sealed record EventParents(IReadOnlyList<(string Source, string Destination)> Bindings, string Names);
