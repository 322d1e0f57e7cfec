using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Hosting.Languages;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Endpoints;

/// <summary>Words what ASP.NET Core and the database refuse, as an operation's binder and pipeline would.</summary>
internal static class EndpointProblem
{
    /// <returns><see langword="null"/> for what is worded in the same way for everything.</returns>
    internal static Problem? Of(Exception exception) => exception switch
    {
        PostgresException e when RefusedValue.Of(e) is { } refusal => Problem.Of(refusal),
        BadHttpRequestException { InnerException: JsonException json } => Problem.Of([OfJson(json)]),
        // ASP.NET Core names the parameter and what was sent for it.
        BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } e =>
            new Problem(StatusCodes.Status400BadRequest, "invalid_request", e.Message),
        _ => null,
    };

    private static WordedError OfJson(JsonException json)
    {
        var path = json.Path is { Length: > 0 } told ? told.TrimStart('$').TrimStart('.') : "";
        return path.Length == 0
            ? new WordedError("body", "invalid_json", "The body is no valid JSON for this endpoint.")
            : new WordedError(path, "invalid_value", $"'{path}' is not valid.");
    }
}
