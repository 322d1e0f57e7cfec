using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Hosting.Operations;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Finds out who calls, and lets nobody in unseen: an endpoint is open only if it says so.</summary>
internal sealed class CallerMiddleware(RequestDelegate next, TokenValidator validator)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            await next(context);
            return;
        }

        string? header = context.Request.Headers.Authorization;
        if (string.IsNullOrEmpty(header))
        {
            // A public operation has no need of a token; every other endpoint has.
            await (endpoint.Metadata.GetMetadata<Operation>() is { IsPublic: true } ? next(context) : Challenge(context, null));
            return;
        }

        var caller = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? await validator.Validate(header[Scheme.Length..])
            : null;
        if (caller is null)
        {
            await Challenge(context, "invalid_token");
            return;
        }

        context.Features.Set(caller);
        await next(context);
    }

    // RFC 6750, section 3: why a token was refused is told in one word, never in detail.
    private static Task Challenge(HttpContext context, string? error)
    {
        context.Response.Headers.WWWAuthenticate = error is null ? "Bearer" : $"Bearer error=\"{error}\"";
        return Problem.Write(context, error is null
            ? new Problem(StatusCodes.Status401Unauthorized, "unauthenticated", "Send an access token: Authorization: Bearer <token>.")
            : new Problem(StatusCodes.Status401Unauthorized, error, "The access token is not valid here: it is malformed, expired or not made for this service."));
    }
}
