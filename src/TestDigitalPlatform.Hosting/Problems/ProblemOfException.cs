using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Hosting.Development;
using TestDigitalPlatform.Hosting.Operations;

namespace TestDigitalPlatform.Hosting.Problems;

/// <summary>Turns what went wrong into what the caller is told: what to do, and nothing about our insides.</summary>
internal static class ProblemOfException
{
    private const string RetryAfterSeconds = "2";

    internal static async Task Write(HttpContext context, Exception exception, ILogger logger)
    {
        var problem = exception switch
        {
            InvalidInputException e => Problem.Of(e),
            RefusedException e => Problem.Of(e.Refusal),
            BadHttpRequestException e => OfStatus(e.StatusCode),
            OperationCanceledException e when IsHungUp(context, e) => HungUp(context, logger),
            NpgsqlException e when DatabaseError.IsPassing(e) => Unavailable(context, e, logger),
            DependencyException or HttpRequestException or OperationCanceledException { InnerException: TimeoutException } =>
                DependencyProblem.Of(context, exception, logger),
            TimeoutException e => Unavailable(context, e, logger),
            UnwritableAnswerException e => Unwritable(context, e, logger),
            _ => Unexpected(context, exception, logger),
        };
        if (problem is not null)
            await Problem.Write(context, problem);
    }

    // The server says so a moment after the first read or write has failed for it.
    private static bool IsHungUp(HttpContext context, OperationCanceledException e) =>
        context.RequestAborted.IsCancellationRequested || e.CancellationToken == context.RequestAborted;

    // There is nobody to answer: the connection is given up, and the request counts as 499.
    private static Problem? HungUp(HttpContext context, ILogger logger)
    {
        ProblemsLog.HungUp(logger, context.Request.Method, context.GetEndpoint()?.DisplayName);
        context.Abort();
        return null;
    }

    private static Problem Unavailable(HttpContext context, Exception e, ILogger logger)
    {
        ProblemsLog.Unavailable(logger, context.Request.Method, context.GetEndpoint()?.DisplayName, e);
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return HttpMethods.IsGet(context.Request.Method) || DatabaseError.IsUndone(e)
            ? new Problem(
                StatusCodes.Status503ServiceUnavailable, "unavailable",
                "The database is not available. Nothing was done. Try again shortly.")
            : new Problem(StatusCodes.Status503ServiceUnavailable, "outcome_unknown",
                "The database connection was lost, so the outcome is unknown. Send the request again; with an "
                + "Idempotency-Key it takes effect at most once.");
    }

    private static Problem Unexpected(HttpContext context, Exception e, ILogger logger)
    {
        var (endpoint, trace) = (context.GetEndpoint(), Activity.Current?.TraceId.ToString() ?? "none");
        // Nobody who operates a service needs a file's name, and reading it takes time.
        if (e is PostgresException wrong && endpoint?.Metadata.GetMetadata<HandlerType>() is { } handler
            && context.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment()
            && StatementPlace.Of(handler.Type, wrong) is { } place)
            DevelopmentLog.WrongStatement(logger, endpoint.DisplayName, wrong.MessageText, wrong.SqlState, place, trace);
        ProblemsLog.Unexpected(logger, context.Request.Method, endpoint?.DisplayName, trace, e);
        return new Problem(StatusCodes.Status500InternalServerError, "internal_error",
            "An internal error occurred. Contact platform maintenance and quote the traceId.");
    }

    private static Problem Unwritable(HttpContext context, UnwritableAnswerException e, ILogger logger)
    {
        ProblemsLog.Unwritable(logger, context.Request.Method, context.GetEndpoint()?.DisplayName, e.Reason, e);
        return new Problem(StatusCodes.Status500InternalServerError, "answer_not_writable",
            "A stored value can't be written as JSON. Contact platform maintenance and quote the traceId.");
    }

    internal static Problem OfStatus(int status) => new(status, CodeOf(status), DetailOf(status));

    /// <summary>What an endpoint of the team's own means by a status that it gives no words to.</summary>
    internal static Problem OfEndpoint(int status) => status is StatusCodes.Status404NotFound
        ? new(status, "not_found", "There is no such thing, or none that you may see.")
        : OfStatus(status);

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "unauthenticated",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status404NotFound => "unknown_path",
        StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
        StatusCodes.Status408RequestTimeout => "request_too_slow",
        StatusCodes.Status409Conflict => "conflict",
        StatusCodes.Status410Gone => "gone",
        StatusCodes.Status413PayloadTooLarge => "body_too_large",
        StatusCodes.Status411LengthRequired => "length_required",
        StatusCodes.Status414UriTooLong => "address_too_long",
        StatusCodes.Status415UnsupportedMediaType => "unsupported_media_type",
        StatusCodes.Status417ExpectationFailed => "expectation_failed",
        StatusCodes.Status422UnprocessableEntity => "invalid",
        StatusCodes.Status428PreconditionRequired => "if_match_required",
        StatusCodes.Status431RequestHeaderFieldsTooLarge => "headers_too_large",
        StatusCodes.Status500InternalServerError => "internal_error",
        StatusCodes.Status501NotImplemented => "transfer_coding_not_supported",
        StatusCodes.Status503ServiceUnavailable => "unavailable",
        StatusCodes.Status505HttpVersionNotsupported => "http_version_not_supported",
        _ => "bad_request",
    };

    private static string DetailOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "Send an access token: Authorization: Bearer <token>.",
        StatusCodes.Status403Forbidden => "You may not do this.",
        StatusCodes.Status404NotFound => "No operation exists at this path. The OpenAPI document lists all operations.",
        StatusCodes.Status405MethodNotAllowed =>
            "This path does not support this method. The Allow header lists the supported methods.",
        StatusCodes.Status408RequestTimeout => "The request arrived too slowly.",
        StatusCodes.Status409Conflict => "The current state does not allow this.",
        StatusCodes.Status410Gone => "This no longer exists.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than this service accepts.",
        StatusCodes.Status411LengthRequired => "Send Content-Length, or send the body chunked.",
        StatusCodes.Status414UriTooLong => "The URL is longer than this service accepts.",
        StatusCodes.Status417ExpectationFailed => "The only supported expectation is 100-continue.",
        StatusCodes.Status415UnsupportedMediaType => "Send the body as application/json, not compressed.",
        StatusCodes.Status422UnprocessableEntity => "This can never be done as requested.",
        StatusCodes.Status428PreconditionRequired => "Send If-Match with the ETag of the version that you read.",
        StatusCodes.Status431RequestHeaderFieldsTooLarge => "The headers are larger than this service accepts.",
        StatusCodes.Status500InternalServerError => "An internal error occurred. Tell the platform's maintenance team the traceId.",
        StatusCodes.Status503ServiceUnavailable => "The service can't do this now. Try again shortly.",
        StatusCodes.Status501NotImplemented =>
            "This transfer coding is not supported. Send the body with Content-Length or chunked.",
        StatusCodes.Status505HttpVersionNotsupported => "This HTTP version is not supported. Use HTTP/1.1.",
        _ => "The request is not valid HTTP for this path.",
    };
}
