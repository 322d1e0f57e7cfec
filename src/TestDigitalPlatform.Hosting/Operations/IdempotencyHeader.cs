using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Grammar;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>Reads the <c>Idempotency-Key</c> header.</summary>
internal static class IdempotencyHeader
{
    /// <exception cref="InvalidInputException">It is empty, too long, sent twice, or not printable ASCII.</exception>
    internal static string? Read(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(HeaderNames.IdempotencyKey, out var values))
            return null;
        return (values is [{ } only] ? IdempotencyKeys.Read(only) : null)
            ?? throw new InvalidInputException(new FieldError(
                HeaderNames.IdempotencyKey, "invalid_format",
                "Send one key of 1 to 200 printable ASCII characters, such as a UUID."));
    }
}
