using TestDigitalPlatform.Languages;

namespace TestDigitalPlatform.Hosting.Languages;

/// <summary>What is wrong with a part of a request, before it is said in the caller's language.</summary>
/// <param name="Field">The part.</param>
/// <param name="Code">Stable, in snake case.</param>
/// <param name="Message">What is wrong.</param>
internal readonly record struct WordedError(string Field, string Code, Phrase Message)
{
    internal static WordedError Of(FieldError error) => new(error.Field, error.Code, error.Message);

    /// <summary>The error in English.</summary>
    internal FieldError InEnglish() => new(Field, Code, Message.ToString());
}
