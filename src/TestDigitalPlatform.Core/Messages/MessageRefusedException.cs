namespace TestDigitalPlatform.Messages;

/// <summary>The transport can be reached, and did not take a block because of one of its messages.</summary>
/// <remarks>Which one it was is found out by publishing them one by one.</remarks>
/// <param name="message">What was refused.</param>
/// <param name="inner">What the transport said.</param>
internal sealed class MessageRefusedException(string message, Exception inner) : IOException(message, inner);
