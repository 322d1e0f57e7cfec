namespace TestDigitalPlatform;

/// <summary>An invalid request that was detected after binding: 400 with these field errors.</summary>
/// <param name="errors">The field errors; at least one.</param>
public sealed class InvalidInputException(params FieldError[] errors)
    : Exception(errors is [var first, ..] ? first.Message : null)
{
    /// <summary>The field errors.</summary>
    public IReadOnlyList<FieldError> Errors { get; } = errors;
}
