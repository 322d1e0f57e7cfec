namespace TestDigitalPlatform;

/// <summary>The name by which an event is known on the wire, where it is not the full name of its type.</summary>
/// <remarks>
/// Give it the old name when a type is renamed or moved: those who handle the event know it by that name, and so do the
/// events that are under way. It is a part of the published contract.
/// </remarks>
/// <param name="name">1 to 200 characters, such as <c>Acme.Orders.Events.OrderPlaced</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class EventNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
