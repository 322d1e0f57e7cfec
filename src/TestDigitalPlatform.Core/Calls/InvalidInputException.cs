namespace TestDigitalPlatform;

/// <summary>A request that can't be understood, found after binding: 400 with these field errors.</summary>
/// <param name="errors">Each thing that is wrong; at least one.</param>
public sealed class InvalidInputException(params FieldError[] errors)
    : Exception(errors is [var first, ..] ? first.Message : null)
{
    /// <summary>Each thing that is wrong.</summary>
    public IReadOnlyList<FieldError> Errors { get; } = errors;
}
