namespace TestDigitalPlatform;

/// <summary>Marks a query or command as deprecated and names its replacement.</summary>
/// <remarks>
/// It stays available. Every response has <c>Deprecation</c> (RFC 9745), <c>Sunset</c> (RFC 8594) and a
/// <c>Link</c> to its successor (RFC 5829, section 3.4). The OpenAPI document marks it, clients of the platform log it,
/// and telemetry counts its calls.
/// </remarks>
/// <param name="since">The date of the deprecation, in UTC: <c>2026-12-01</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DeprecatedAttribute(string since) : Attribute
{
    /// <summary>The date of the deprecation, in UTC.</summary>
    public string Since { get; } = since;

    /// <summary>The date from which it may be removed, in UTC: <c>2027-12-01</c>; null if undecided.</summary>
    public string? Sunset { get; init; }

    /// <summary>The query or command that replaces it, which must have a route; null for none.</summary>
    public Type? Successor { get; init; }
}
