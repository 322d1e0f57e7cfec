using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace TestDigitalPlatform.Messages;

/// <summary>What a type of event says of itself: its name on the wire, and whose an event is.</summary>
internal sealed class EventTypes
{
    private static readonly ConcurrentDictionary<Type, EventTypes> Known = new();

    private readonly Func<IEvent, CustomerId?>? customer;

    private EventTypes(Type type)
    {
        Name = type.GetCustomAttribute<EventNameAttribute>(inherit: false)?.Name ?? type.FullName!;
        customer = Customer(type);
    }

    internal string Name { get; }

    internal static EventTypes Of(Type type) => Known.GetOrAdd(type, static t => new EventTypes(t));

    /// <summary>The customer that an event names by its member <c>Customer</c>.</summary>
    internal CustomerId? CustomerOf(IEvent @event) => customer?.Invoke(@event);

    private static Func<IEvent, CustomerId?>? Customer(Type type)
    {
        if (type.GetProperty("Customer") is not { CanRead: true } property
            || (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) != typeof(CustomerId))
            return null;
        var @event = Expression.Parameter(typeof(IEvent));
        return Expression.Lambda<Func<IEvent, CustomerId?>>(
            Expression.Convert(Expression.Property(Expression.Convert(@event, type), property), typeof(CustomerId?)),
            @event).Compile(preferInterpretation: true);
    }
}
