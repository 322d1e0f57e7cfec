using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using TestDigitalPlatform.Hosting.OpenApi;
using TestDigitalPlatform.Hosting.Operations;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Finds out who calls, and lets nobody in unseen: an endpoint is open only if it says so.</summary>
internal sealed class CallerMiddleware(RequestDelegate next, TokenValidator validator, IHostEnvironment environment)
{
    private readonly string missing = "Send an access token: Authorization: Bearer <token>."
        + (environment.IsDevelopment() ? $" {Introduction.HowToGetToken.Replace('`', '\'')}" : "");

    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return next(context);

        string? header = context.Request.Headers.Authorization;
        if (string.IsNullOrEmpty(header))
        {
            // A public operation has no need of a token; every other endpoint has.
            return endpoint.Metadata.GetMetadata<Operation>() is { IsPublic: true }
                ? next(context)
                : Challenge(context, null);
        }

        // Nearly always the token is known, and nothing is waited for.
        var validation = validator.Validate(header, ConnectionToken.HashOf(context, header));
        return validation.IsCompletedSuccessfully ? Continue(context, validation.Result) : Await(context, validation);
    }

    private async Task Await(HttpContext context, ValueTask<Caller?> validation) =>
        await Continue(context, await validation);

    private Task Continue(HttpContext context, Caller? caller)
    {
        if (caller is null)
            return Challenge(context, "invalid_token");
        context.Features.Set(caller);
        return next(context);
    }

    // RFC 6750, section 3: why a token was refused is told in one word, never in detail.
    private Task Challenge(HttpContext context, string? error)
    {
        context.Response.Headers.WWWAuthenticate = error is null ? "Bearer" : $"Bearer error=\"{error}\"";
        return Problem.Write(context, error is null
            ? new Problem(
                StatusCodes.Status401Unauthorized, "unauthenticated", missing)
            : new Problem(
                StatusCodes.Status401Unauthorized, error,
                "The access token is not valid here: it is malformed, expired or not made for this service."));
    }
}
