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
        var key = values is [var only] ? only!.Trim('"') : "";
        return key.Length is >= 1 and <= MaxLength && !key.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? key
            : throw new InvalidInputException(new FieldError(
                Name, "invalid_format", "Send one key of 1 to 200 printable ASCII characters, such as a UUID."));
    }
}
