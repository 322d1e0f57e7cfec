using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TestDigitalPlatform.Hosting.Health;

/// <summary>Says which checks hold and which don't, and nothing of why: anybody may ask.</summary>
internal static class HealthReports
{
    internal static Task Write(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(
            context.Response.Body,
            new
            {
                status = Word(report.Status),
                checks = report.Entries.ToDictionary(e => e.Key, e => Word(e.Value.Status)),
            },
            cancellationToken: context.RequestAborted);
    }

    private static string Word(HealthStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());
}
