namespace TestDigitalPlatform;

/// <summary>
/// Ends a fetch with a refusal, which the platform returns to the caller.
/// </summary>
/// <param name="refusal">The refusal.</param>
public sealed class RefusedException(Refusal refusal) : Exception(refusal?.Message)
{
    /// <summary>The refusal.</summary>
    public Refusal Refusal { get; } = refusal ?? throw new ArgumentNullException(nameof(refusal));
}
