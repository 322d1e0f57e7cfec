using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Development;

/// <summary>In Development, a line for each request, with the reason where it was refused.</summary>
/// <remarks>Elsewhere it would cost more than serving the request, and anybody could fill the log.</remarks>
internal static class RequestLines
{
    internal const string Category = "TestDigitalPlatform.Requests";
    private const int LongestPath = 200;

    internal static void UseRequestLines(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            return;
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(Category);
        app.Use((context, next) => logger.IsEnabled(LogLevel.Information) ? Follow(logger, context, next) : next(context));
    }

    private static async Task Follow(ILogger logger, HttpContext context, RequestDelegate next)
    {
        var begun = Stopwatch.GetTimestamp();
        var told = new ToldProblem();
        context.Features.Set(told);
        try
        {
            await next(context);
        }
        finally
        {
            Write(logger, context, told.Problem, Stopwatch.GetElapsedTime(begun));
        }
    }

    private static void Write(ILogger logger, HttpContext context, Problem? problem, TimeSpan elapsed)
    {
        var (method, path) = (Line(context.Request.Method), Path(context.Request));
        var (status, milliseconds) = (context.Response.StatusCode, Math.Round(elapsed.TotalMilliseconds, 1));
        var operation = context.GetEndpoint()?.DisplayName ?? "no operation";
        var trace = Activity.Current?.TraceId.ToString() ?? "none";
        if (problem is null)
            DevelopmentLog.Answered(logger, method, path, status, milliseconds, operation, trace);
        else
            DevelopmentLog.Refused(
                logger, method, path, status, milliseconds, operation, problem.Code, Reason(problem), trace);
    }

    private static string Reason(Problem problem) => Line(problem.Errors is { Count: > 0 } errors
        ? string.Join(" ", errors.Select(error => $"{error.Field}: {error.Message}"))
        : problem.Detail.ToString());

    private static string Path(HttpRequest request)
    {
        var path = request.Path.ToUriComponent();
        return path.Length > LongestPath ? path[..LongestPath] + "…" : path;
    }

    // What a caller sends must not look like a line of its own.
    private static string Line(string text) => text.Any(char.IsControl)
        ? string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter))
        : text;
}
