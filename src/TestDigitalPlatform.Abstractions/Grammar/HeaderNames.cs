namespace TestDigitalPlatform.Grammar;

/// <summary>The headers that services and their clients agree on, besides those that HTTP itself has.</summary>
internal static class HeaderNames
{
    /// <summary>Names a command, so that it is done once however often it comes.</summary>
    internal const string IdempotencyKey = "Idempotency-Key";

    /// <summary>Says <c>true</c> when the answer was given before.</summary>
    internal const string IdempotencyReplayed = "Idempotency-Replayed";

    /// <summary>Since when nobody new should use an operation (RFC 9745).</summary>
    internal const string Deprecation = "Deprecation";

    /// <summary>From when on an operation may be gone (RFC 8594).</summary>
    internal const string Sunset = "Sunset";
}
