namespace TestDigitalPlatform;

/// <summary>
/// Requires the version that the caller has read: 428 (RFC 6585, section 3) without
/// <c>If-Match</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RequireIfMatchAttribute : Attribute;
