namespace TestDigitalPlatform.Client.Requests;

/// <summary>The <c>Idempotency-Key</c> header of the IETF draft of that name.</summary>
internal static class IdempotencyHeader
{
    internal const string Name = "Idempotency-Key";
}
