namespace TestDigitalPlatform;

/// <summary>A service that can't start as it is composed: the message says what is wrong and how to mend it.</summary>
/// <param name="code">The error's id, <c>TDPnnnn</c>, with a page in <c>docs/errors</c>.</param>
/// <param name="message">What is wrong, why, and how to mend it.</param>
/// <param name="inner">What the environment said, if it was the environment.</param>
public sealed class PlatformException(string code, string message, Exception? inner = null) : Exception(
    $"{code}: {message}", inner)
{
    /// <summary>The error's id, <c>TDPnnnn</c>.</summary>
    public string Code { get; } = code;
}
