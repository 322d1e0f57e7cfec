namespace ReferenceHost;

/// <summary>What should be hosted is not a service; the message says what is missing.</summary>
internal sealed class NoServiceException(string message, Exception? inner = null) : Exception(message, inner);
