namespace Acme.Workshop.Contracts.Events;

/// <summary>A gadget was created.</summary>
/// <param name="Gadget">The gadget.</param>
/// <param name="Title">What it is called.</param>
/// <param name="At">When it happened.</param>
public sealed record GadgetCreated(GadgetId Gadget, string Title, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Gadget.ToString();
}
