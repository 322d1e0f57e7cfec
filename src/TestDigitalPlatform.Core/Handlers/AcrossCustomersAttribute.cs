namespace TestDigitalPlatform;

/// <summary>The event handler works on all customers' rows, as the platform's own people do.</summary>
/// <remarks>
/// Without it, an event is handled in the isolation of its customer, and an event that has none goes to the error queue.
/// </remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AcrossCustomersAttribute : Attribute;
