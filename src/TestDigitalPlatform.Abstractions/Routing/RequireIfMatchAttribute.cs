namespace TestDigitalPlatform;

/// <summary>
/// Refuses a command that does not say which version it was decided on: 428 (RFC 6585, section 3) without
/// <c>If-Match</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RequireIfMatchAttribute : Attribute;
