namespace TestDigitalPlatform;

/// <summary>Tells the callers of a query or command that it will go, and what takes its place.</summary>
/// <remarks>
/// It stays in service. Every answer carries <c>Deprecation</c> (RFC 9745), <c>Sunset</c> (RFC 8594) and a
/// <c>Link</c> to its successor (RFC 5829, section 3.4); the OpenAPI document says it, clients of the platform log it,
/// and telemetry counts who still calls.
/// </remarks>
/// <param name="since">From which day on nobody new should use it, in UTC: <c>2026-12-01</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DeprecatedAttribute(string since) : Attribute
{
    /// <summary>From which day on nobody new should use it, in UTC.</summary>
    public string Since { get; } = since;

    /// <summary>From which day on it may be gone, in UTC: <c>2027-12-01</c>; not told unless set.</summary>
    public string? Sunset { get; init; }

    /// <summary>The query or command that takes its place, with a route of its own; none unless set.</summary>
    public Type? Successor { get; init; }
}
