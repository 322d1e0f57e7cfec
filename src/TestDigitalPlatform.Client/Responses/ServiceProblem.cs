namespace TestDigitalPlatform.Client.Responses;

/// <summary>A "no" as a service writes it: problem details (RFC 9457), of which no member is required.</summary>
internal sealed record ServiceProblem(
    int Status = 0, string? Code = null, string? Detail = null, string? Title = null, string? TraceId = null,
    IReadOnlyList<FieldError>? Errors = null, IReadOnlyList<string>? Permissions = null)
{
    private const int MaxCode = 200;
    private const int MaxText = 1_000;

    internal string Name => Code is null ? $"{Status}" : $"{Status} {Code}";

    internal string Text => Detail ?? Title ?? "no reason was given.";

    /// <summary>The same by a status that is the response's own, and with nothing in it that is no text of a
    /// problem.</summary>
    internal ServiceProblem Received(int status) => new(
        status,
        string.IsNullOrWhiteSpace(Code) ? null : ForeignText.Line(Code, MaxCode),
        Detail is null ? null : ForeignText.Line(Detail, MaxText),
        Title is null ? null : ForeignText.Line(Title, MaxText),
        TraceId is null ? null : ForeignText.Line(TraceId, MaxCode),
        // JSON may hold nulls where a type says that there are none.
        Errors?.Where(error => (FieldError?)error is not null).ToList(),
        Permissions?.Where(permission => (string?)permission is not null)
            .Select(permission => ForeignText.Line(permission, MaxCode)).ToList());

    // 408 and 429 pass by waiting, as all that is 500 and more may.
    internal bool IsRefusal => Code is not null && Status is >= 400 and < 500 and not (408 or 429);
}
