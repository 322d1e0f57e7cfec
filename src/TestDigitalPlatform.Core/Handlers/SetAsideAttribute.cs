namespace TestDigitalPlatform;

/// <summary>An event that can't be handled is set aside: later ones of its key are handled without it.</summary>
/// <remarks>
/// Without it, later events of the same <see cref="IEvent.OrderingKey"/> wait until somebody has replayed or discarded
/// the one in the error queue. Events of other keys never wait.
/// </remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SetAsideAttribute : Attribute;
