namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>The identity provider gave no keys; the message says why, in a clause for a log.</summary>
internal sealed class ProviderException(string reason, Exception? inner = null) : Exception(reason, inner);
