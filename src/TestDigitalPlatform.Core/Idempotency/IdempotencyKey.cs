using System.Security.Cryptography;
using System.Text.Json;
using TestDigitalPlatform.Commands;

namespace TestDigitalPlatform.Idempotency;

/// <summary>Names one attempt of one caller, and what was asked with it.</summary>
/// <param name="Scope">The caller's customer; empty for the platform's own people.</param>
/// <param name="User">The caller, after whoever acts on the caller's behalf; for nobody, what was asked.</param>
/// <param name="Key">The caller's own choice, 1 to 200 characters.</param>
/// <param name="Fingerprint">SHA-256 of the operation and the command, to tell a repeat from another command under an
/// old key.</param>
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
        var fingerprint = SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length));
        return new IdempotencyKey(
            call.Caller?.Customer?.Value ?? "", NameOf(call.Caller, fingerprint), call.IdempotencyKey, fingerprint);
    }

    // No user's name holds a space.
    private static string NameOf(Caller? caller, byte[] fingerprint) => caller switch
    {
        // Nobody can tell one stranger from another, except by what they send: so none can use up another's key, or be
        // told an answer to something else.
        null => $"anonymous {Convert.ToHexStringLower(fingerprint)}",
        // Who acts for two users under one key does two things.
        { Actor: { } actor } => $"{actor.Value} {caller.User.Value}",
        _ => caller.User.Value,
    };
}
