namespace TestDigitalPlatform;

/// <summary>
/// An item with a version, for optimistic concurrency.
/// </summary>
/// <remarks>
/// The version of a query's answer is its strong <c>ETag</c> (RFC 9110, section 8.8.3). If a command's
/// state has a version, it is compared with the caller's <c>If-Match</c> (section 13.1.1): 412 if they differ.
/// </remarks>
public interface IVersioned
{
    /// <summary>Grows by one with each change, from 1.</summary>
    long Version { get; }
}
