using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>The <c>Idempotency-Key</c> header of the IETF draft of that name.</summary>
internal static class IdempotencyHeader
{
    internal const string Name = "Idempotency-Key";

    private const int MaxLength = 200;

    /// <summary>Reads the key; quotes around it, which the draft asks for and few send, don't count.</summary>
    /// <exception cref="InvalidInputException">It is empty, too long, sent twice, or not printable ASCII.</exception>
    internal static string? Read(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Name, out var values))
            return null;
        var (sent, isQuoted) = values is [{ } only] ? (only, only is ['"', .., '"']) : ("", false);
        var key = isQuoted ? sent[1..^1] : sent;
        // Within quotes a backslash would stand for the character after it (RFC 9651, section 3.3.3).
        return key.Length is >= 1 and <= MaxLength && !key.AsSpan().ContainsAnyExceptInRange(' ', '~')
            && !key.Contains('"', StringComparison.Ordinal) && !(isQuoted && key.Contains('\\', StringComparison.Ordinal))
            ? key
            : throw new InvalidInputException(new FieldError(
                Name, "invalid_format", "Send one key of 1 to 200 printable ASCII characters, such as a UUID."));
    }
}
