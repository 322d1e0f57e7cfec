using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Hosting.Development;
using TestDigitalPlatform.Hosting.Languages;
using TestDigitalPlatform.Idempotency;
using TestDigitalPlatform.Languages;
using TestDigitalPlatform.Operations;

namespace TestDigitalPlatform.Hosting.Problems;

/// <summary>A "no" over HTTP: problem details (RFC 9457) with a stable code.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Stable, in snake case.</param>
/// <param name="Detail">What is wrong and what to do.</param>
/// <param name="Errors">What is wrong with which part of the request.</param>
internal sealed record Problem(int Status, string Code, Phrase Detail, IReadOnlyList<WordedError>? Errors = null)
{
    /// <summary>The permissions of which the caller would need one.</summary>
    internal IReadOnlyList<string>? Permissions { get; init; }

    internal const string ContentType = "application/problem+json";

    internal static Problem Of(Refusal refusal) => new(StatusOf(refusal), refusal.Code, refusal.Message);

    internal static Problem Of(InvalidInputException input) => Of(input is { Phrase: { } phrase, Errors: [var only] }
        ? [new WordedError(only.Field, only.Code, phrase)]
        : input.Errors.Select(WordedError.Of).ToArray());

    internal static Problem Of(IReadOnlyList<WordedError> errors) => new(
        StatusCodes.Status400BadRequest, "invalid_request",
        "The request is not valid; 'errors' lists what is wrong and why.", errors);

    /// <summary>The problem's type (RFC 9457, section 3.1.1).</summary>
    internal static string TypeOf(string code) => $"urn:tdp:problem:{code}";

    internal static async Task Write(HttpContext context, Problem problem)
    {
        if (context.Response.HasStarted)
            return;
        if (context.Features.Get<ToldProblem>() is { } told)
            told.Problem = problem;
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = ContentType;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var bytes = Json(problem, InstanceOf(context.Request), Speech.For(context));
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <param name="problem">What is wrong.</param>
    /// <param name="instance">The request's path as a URI reference (RFC 3986), when it is known.</param>
    /// <param name="speech">In which language it is said; English when it is not known.</param>
    internal static byte[] Json(Problem problem, string? instance, Speech speech = default)
    {
        var title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(problem.Status);
        var errors = problem.Errors?.Select(e => new FieldError(e.Field, e.Code, speech.Say(null, e.Message))).ToArray();
        var body = new Body(
            TypeOf(problem.Code),
            speech.Say(null, title),
            problem.Status,
            speech.Say(problem.Code, problem.Detail),
            instance,
            problem.Code,
            Activity.Current?.TraceId.ToString(),
            errors,
            problem.Permissions);
        speech.Announce();
        return JsonSerializer.SerializeToUtf8Bytes(body, Options);
    }

    internal static string? InstanceOf(HttpRequest request)
    {
        var path = request.Path.ToUriComponent();
        // Two slashes in front would name an authority (RFC 3986, section 4.2).
        return path.StartsWith("//", StringComparison.Ordinal) ? "/." + path : path.Length > 0 ? path : null;
    }

    private static readonly JsonSerializerOptions Options = new(PlatformJson.Options)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The HTTP status of a refusal, by its kind.</summary>
    internal static int StatusOf(Refusal refusal) => refusal.Kind switch
    {
        _ when refusal == VersionCondition.NotMet => StatusCodes.Status412PreconditionFailed,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status403Forbidden,
    };

    private sealed record Body(
        string Type, string Title, int Status, string Detail, string? Instance, string Code, string? TraceId,
        IReadOnlyList<FieldError>? Errors, IReadOnlyList<string>? Permissions);
}
