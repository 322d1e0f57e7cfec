namespace Acme.Workshop.Contracts.Events;

/// <summary>Something happened.</summary>
#if (hasEntity)
/// <param name="Gadget">The gadget.</param>
#else
/// <param name="Customer">For whom.</param>
#endif
/// <param name="At">When it happened.</param>
#if (hasEntity)
public sealed record SomethingHappened(GadgetId Gadget, DateTimeOffset At) : IEvent
{
    // Events of one gadget are handled one after the other, in the order in which they were stored.
    string IEvent.Subject => Gadget.ToString();
}
#else
public sealed record SomethingHappened(CustomerId Customer, DateTimeOffset At) : IEvent
{
    // Events of one customer are handled one after the other, in the order in which they were stored.
    string IEvent.Subject => Customer.ToString();
}
#endif
