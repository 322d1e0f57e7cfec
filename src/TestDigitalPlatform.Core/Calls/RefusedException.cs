namespace TestDigitalPlatform;

/// <summary>
/// Ends a fetch or a decision with a "no" that the business knows; the platform answers with the refusal.
/// </summary>
/// <param name="refusal">The "no".</param>
public sealed class RefusedException(Refusal refusal) : Exception(refusal?.Message)
{
    /// <summary>The "no".</summary>
    public Refusal Refusal { get; } = refusal ?? throw new ArgumentNullException(nameof(refusal));
}
