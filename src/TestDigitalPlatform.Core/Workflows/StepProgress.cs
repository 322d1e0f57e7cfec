using System.Text.Json.Serialization;
using TestDigitalPlatform.Json;
using TestDigitalPlatform.Workflows;

namespace TestDigitalPlatform;

/// <summary>How far a step of a workflow has come.</summary>
/// <param name="Name">The name of its command, with a number from the second one on: <c>SendLetter 2</c>; <c>Until</c> for a step
/// that waits.</param>
/// <param name="Outcome">How far it has come.</param>
/// <param name="Refusal">The code and the message of the refusal, if it was refused.</param>
public sealed record StepProgress(string Name, StepOutcome Outcome, string? Refusal = null)
{
    /// <summary>The answer of its command.</summary>
    [JsonInclude]
    internal StoredObject? Answer { get; init; }

    /// <summary>What undoes it.</summary>
    [JsonInclude]
    internal StoredCommand? Undo { get; init; }
}

/// <summary>How far a step of a workflow has come.</summary>
public enum StepOutcome
{
    /// <summary>Its command runs, or it waits.</summary>
    Running,

    /// <summary>It has succeeded.</summary>
    Done,

    /// <summary>It was refused and has changed nothing.</summary>
    Refused,

    /// <summary>It is being undone.</summary>
    Undoing,

    /// <summary>It has been undone.</summary>
    Undone,
}
