namespace Acme.Workshop.Contracts.Events;

/// <summary>A gadget was closed.</summary>
/// <param name="Gadget">The gadget.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When it happened.</param>
public sealed record GadgetClosed(GadgetId Gadget, string Reason, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Gadget.ToString();
}
