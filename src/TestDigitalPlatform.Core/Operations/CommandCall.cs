namespace TestDigitalPlatform.Operations;

/// <summary>What comes with a command besides its own content.</summary>
/// <param name="Operation">The command's description.</param>
/// <param name="Caller">Who calls; <see langword="null"/> only for a public command.</param>
/// <param name="Target">The route's id, for the audit.</param>
/// <param name="IdempotencyKey">The caller's name for this one attempt, however often it is sent.</param>
/// <param name="IfMatch">The versions that the caller decided on.</param>
/// <param name="Sent">SHA-256 of what was sent: path and content, byte for byte; <see langword="null"/> for a command
/// that came in no request.</param>
internal sealed record CommandCall(
    Operation Operation, Caller? Caller, string? Target = null, string? IdempotencyKey = null,
    VersionCondition? IfMatch = null, byte[]? Sent = null)
{
    /// <summary>The file that came with it, which is kept when it is accepted.</summary>
    internal FileId? File { get; init; }
}
