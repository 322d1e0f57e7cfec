using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Hosting.Problems;

/// <summary>What the caller is told when another service, which this one needs, gave no usable answer.</summary>
internal static class DependencyProblem
{
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <param name="context">The request.</param>
    /// <param name="exception">What a call of another service ended with.</param>
    /// <param name="logger">Where it is said.</param>
    internal static Problem Of(HttpContext context, Exception exception, ILogger logger)
    {
        if (!IsTransient(exception))
        {
            ProblemsLog.DependencyFailed(
                logger, context.Request.Method, context.GetEndpoint()?.DisplayName, exception);
            return new Problem(
                StatusCodes.Status502BadGateway, "dependency_failed",
                "A service that this one depends on returned an invalid response. Contact platform maintenance and "
                + "quote the traceId.");
        }

        ProblemsLog.DependencyUnavailable(
            logger, context.Request.Method, context.GetEndpoint()?.DisplayName, exception);
        var wait = (exception as DependencyException)?.RetryAfter ?? UsualWait;
        context.Response.Headers.RetryAfter = Math
            .Clamp(Math.Ceiling(wait.TotalSeconds), 1, LongestWait.TotalSeconds)
            .ToString("0", CultureInfo.InvariantCulture);
        return new Problem(
            StatusCodes.Status503ServiceUnavailable, "dependency_unavailable",
            "A service that this one depends on does not respond. Nothing was done here. Try again shortly.");
    }

    private static bool IsTransient(Exception exception) => exception switch
    {
        DependencyException e => e.IsTransient,
        // A client that is no ServiceClient: not reached, or EnsureSuccessStatusCode.
        HttpRequestException e => e.StatusCode is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
            or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
        // HttpClient.Timeout.
        _ => true,
    };
}
