using System.Security.Cryptography;
using System.Text.Json;
using TestDigitalPlatform.Operations;

namespace TestDigitalPlatform.Idempotency;

/// <summary>Names one attempt of one caller, and what was asked with it.</summary>
/// <param name="Scope">The caller's customer; empty for the platform's own people.</param>
/// <param name="User">The caller, after whoever acts on the caller's behalf; for nobody, what was asked.</param>
/// <param name="Key">The caller's own choice, 1 to 200 characters.</param>
/// <param name="Fingerprint">SHA-256 of the operation and the command as it was understood, followed by SHA-256 of what
/// was sent when it was sent; tells a repeat from another command under an old key.</param>
internal sealed record IdempotencyKey(string Scope, string User, string Key, byte[] Fingerprint)
{
    internal static IdempotencyKey? Of<TCommand>(CommandCall call, TCommand command)
    {
        if (call.IdempotencyKey is null)
            return null;
        using var content = new MemoryStream(256);
        content.Write(System.Text.Encoding.UTF8.GetBytes(call.Operation.Name));
        content.WriteByte(0);
        JsonSerializer.Serialize(content, command, PlatformJson.Options);
        var understood = SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length));
        return new IdempotencyKey(
            call.Caller?.Customer?.Value ?? "", NameOf(call.Caller, call.Sent ?? understood), call.IdempotencyKey,
            [.. understood, .. call.Sent ?? []]);
    }

    /// <summary>
    /// Whether it asks for the same: the same bytes, even if this build understands more of them, or other bytes that
    /// mean the same.
    /// </summary>
    internal bool IsRepeatOf(IdempotencyKey earlier) =>
        CryptographicOperations.FixedTimeEquals(Understood(this), Understood(earlier))
        || (Sent(this) is { Length: > 0 } sent && CryptographicOperations.FixedTimeEquals(sent, Sent(earlier)));

    private static ReadOnlySpan<byte> Understood(IdempotencyKey key) => key.Fingerprint.AsSpan(0, SHA256.HashSizeInBytes);

    private static ReadOnlySpan<byte> Sent(IdempotencyKey key) => key.Fingerprint.AsSpan(SHA256.HashSizeInBytes);

    // No user's name holds a space.
    private static string NameOf(Caller? caller, byte[] asked) => caller switch
    {
        // Nobody can tell one stranger from another, except by what they send: so none can use up another's key, or be
        // told an answer to something else.
        null => $"anonymous {Convert.ToHexStringLower(asked)}",
        // Who acts for two users under one key does two things.
        { Actor: { } actor } => $"{actor.Value} {caller.User.Value}",
        _ => caller.User.Value,
    };
}
