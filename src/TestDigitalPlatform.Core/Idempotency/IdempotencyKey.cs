using System.Security.Cryptography;
using System.Text.Json;
using TestDigitalPlatform.Commands;

namespace TestDigitalPlatform.Idempotency;

/// <summary>Names one attempt of one caller, and what was asked with it.</summary>
/// <param name="Scope">The caller's customer; empty for the platform's own people.</param>
/// <param name="User">The caller, after whoever acts on the caller's behalf.</param>
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
        return new IdempotencyKey(
            call.Caller?.Customer?.Value ?? "",
            NameOf(call.Caller),
            call.IdempotencyKey,
            SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
    }

    // Who acts for two users under one key does two things. No user's name holds a space.
    private static string NameOf(Caller? caller) => caller switch
    {
        null => "anonymous",
        { Actor: { } actor } => $"{actor.Value} {caller.User.Value}",
        _ => caller.User.Value,
    };
}
