using TestDigitalPlatform.Languages;

namespace TestDigitalPlatform;

/// <summary>An invalid request that was detected after binding: 400 with these field errors.</summary>
public sealed class InvalidInputException : Exception
{
    /// <param name="errors">The field errors; at least one.</param>
    public InvalidInputException(params FieldError[] errors)
        : base(errors is [var first, ..] ? first.Message : null) => Errors = errors ?? [];

    internal InvalidInputException(string field, string code, Phrase message)
        : this(new FieldError(field, code, message.ToString())) => Phrase = message;

    /// <summary>The field errors.</summary>
    public IReadOnlyList<FieldError> Errors { get; }

    /// <summary>What the only error says, where it can be said in other languages.</summary>
    internal Phrase? Phrase { get; }
}
