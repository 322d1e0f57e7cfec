using System.Text.Json;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform.Testing;

/// <summary>Problem details (RFC 9457) of a response.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The stable code, which tests compare.</param>
/// <param name="Detail">The message for users; it can be reworded, so do not compare it.</param>
/// <param name="TraceId">The trace of the call.</param>
/// <param name="Errors">The field errors; only with <c>invalid_request</c>.</param>
public sealed record TestProblem(
    int Status, string Code, string Detail, string? TraceId = null, IReadOnlyList<FieldError>? Errors = null)
{
    // The type and the title repeat the code and the status.
    internal static readonly JsonSerializerOptions Json = new(PlatformJson.Tolerant)
    {
        RespectRequiredConstructorParameters = false,
    };

    [JsonIgnore]
    internal Func<string, TestFailedException>? Failure { get; init; }

    /// <summary>Asserts a field error with this field and code.</summary>
    /// <param name="field">A field, a parameter or a header.</param>
    /// <param name="code">The field's code, such as <c>too_long</c>.</param>
    public TestProblem ShouldName(string field, string code)
    {
        if (Errors?.Any(e => e.Field == field && e.Code == code) is true)
            return this;
        var expected = $"an error '{code}' of '{field}'";
        throw Failure?.Invoke(expected) ?? new TestFailedException($"The problem should have {expected}: {this}");
    }
}
