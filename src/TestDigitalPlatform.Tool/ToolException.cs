namespace TestDigitalPlatform.Tool;

/// <summary>It can't be done; the message is all that a person needs to see: what is wrong, and what to do.</summary>
internal sealed class ToolException(string message) : Exception(message);
