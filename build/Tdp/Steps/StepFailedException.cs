namespace Tdp;

/// <summary>A step did not do its work; the message is all that a person needs to see.</summary>
internal sealed class StepFailedException(string message) : Exception(message);
