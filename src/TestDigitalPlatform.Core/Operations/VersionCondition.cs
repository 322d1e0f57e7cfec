namespace TestDigitalPlatform.Operations;

/// <summary>An <c>If-Match</c> header (RFC 9110, section 13.1.1), as versions.</summary>
/// <param name="Versions">The versions named; empty for <c>*</c>, which any version meets.</param>
internal sealed record VersionCondition(IReadOnlyList<long> Versions)
{
    internal static readonly Refusal NotMet = new(
        "precondition_failed",
        "The item has changed since you read it. Read it again, then retry with its current ETag.");

    /// <param name="state">What was fetched. What has no version matches none that a caller may name.</param>
    /// <exception cref="RefusedException">The state is not the one that the caller decided on: 412.</exception>
    internal void Check(object? state)
    {
        if (Versions.Count > 0 && !(state is IVersioned versioned && Versions.Contains(versioned.Version)))
            throw new RefusedException(NotMet);
    }
}
