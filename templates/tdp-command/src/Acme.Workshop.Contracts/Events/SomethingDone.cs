namespace Acme.Workshop.Contracts.Events;

/// <summary>Something done.</summary>
#if (hasEntity)
/// <param name="Gadget">The gadget.</param>
#else
/// <param name="Customer">For whom.</param>
#endif
/// <param name="Reason">Why.</param>
/// <param name="At">When it happened.</param>
#if (hasEntity)
public sealed record SomethingDone(GadgetId Gadget, string Reason, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Gadget.ToString();
}
#else
public sealed record SomethingDone(CustomerId Customer, string Reason, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}
#endif
