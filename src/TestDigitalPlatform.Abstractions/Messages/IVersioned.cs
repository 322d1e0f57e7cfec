namespace TestDigitalPlatform;

/// <summary>
/// Something whose changes are numbered, so that two people changing it at once do not overwrite each other.
/// </summary>
/// <remarks>
/// A query's answer with a version carries it as a strong <c>ETag</c> (RFC 9110, section 8.8.3). When a command's
/// fetched state has one, the caller's <c>If-Match</c> is held against it (section 13.1.1): 412 when it differs.
/// </remarks>
public interface IVersioned
{
    /// <summary>Grows by one with each change, from 1.</summary>
    long Version { get; }
}
