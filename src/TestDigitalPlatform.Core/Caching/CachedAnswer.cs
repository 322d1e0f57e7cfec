namespace TestDigitalPlatform.Caching;

/// <summary>An answer as it goes over the wire.</summary>
/// <param name="Json">The body.</param>
/// <param name="ETag">Its strong tag, with quotes (RFC 9110, section 8.8.3).</param>
/// <param name="Stamp">What had happened before it was fetched.</param>
/// <param name="Until">When it is too old, whatever happened.</param>
internal sealed record CachedAnswer(byte[] Json, string ETag, long Stamp, DateTimeOffset Until);
