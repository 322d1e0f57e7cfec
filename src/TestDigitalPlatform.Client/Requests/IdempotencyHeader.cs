namespace TestDigitalPlatform.Client.Requests;

/// <summary>The <c>Idempotency-Key</c> header of the IETF draft of that name.</summary>
internal static class IdempotencyHeader
{
    internal const string Name = "Idempotency-Key";

    private const int MaxLength = 200;

    /// <summary>The caller's key, or one that nobody else has.</summary>
    /// <exception cref="ArgumentException">No service would take it.</exception>
    internal static string Key(string? given) => given switch
    {
        null => Guid.CreateVersion7().ToString(),
        { Length: >= 1 and <= MaxLength } when !given.AsSpan().ContainsAnyExceptInRange(' ', '~')
            && !given.Contains('"', StringComparison.Ordinal) && given.Trim() == given => given,
        _ => throw new ArgumentException(
            $"An idempotency key must have 1 to {MaxLength} printable ASCII characters, no quotes, and no space at its ends."),
    };
}
