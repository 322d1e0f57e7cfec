namespace TestDigitalPlatform.Client.Responses;

/// <summary>A "no" as a service writes it: problem details (RFC 9457), of which no member is required.</summary>
internal sealed record ServiceProblem(
    int Status = 0, string? Code = null, string? Detail = null, string? Title = null, string? TraceId = null,
    IReadOnlyList<FieldError>? Errors = null)
{
    internal string Name => Code is null ? $"{Status}" : $"{Status} {Code}";

    internal string Text => Detail ?? Title ?? "no reason was given.";

    // 408 and 429 pass by waiting, as all that is 500 and more may.
    internal bool IsRefusal => Code is not null && Status is >= 400 and < 500 and not (408 or 429);
}
