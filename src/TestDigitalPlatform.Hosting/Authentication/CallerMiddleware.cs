using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Hosting.Endpoints;
using TestDigitalPlatform.Hosting.OpenApi;
using TestDigitalPlatform.Hosting.Operations;
using TestDigitalPlatform.Hosting.Problems;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Finds out who calls, and lets nobody in unseen: an endpoint is open only if it says so.</summary>
internal sealed class CallerMiddleware(
    RequestDelegate next, TokenValidator validator, IKeySource keys, IHostEnvironment environment,
    ILogger<CallerMiddleware> logger)
{
    private static readonly string RetryAfterSeconds =
        ProviderKeys.Distance.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    private readonly Problem noToken = new(
        StatusCodes.Status401Unauthorized, "unauthenticated",
        "Send an access token: Authorization: Bearer <token>."
        + (environment.IsDevelopment() ? $" {Introduction.HowToGetToken.Replace('`', '\'')}" : ""));

    private static readonly Problem InvalidToken = new(
        StatusCodes.Status401Unauthorized, "invalid_token",
        "The access token is not valid: it is malformed, expired, revoked or issued for another service.");

    private static readonly Problem Unchecked = new(
        StatusCodes.Status503ServiceUnavailable, "identity_provider_unavailable",
        "The access token can't be checked because the identity provider does not respond. Nothing was done. Try "
        + "again shortly.");

    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is null)
            return next(context);
        var own = OwnEndpoint.Of(endpoint);
        if (own is { LooksAtCaller: false } || endpoint.Metadata.GetMetadata<PlatformMetadata>() is not null)
            return next(context);

        string? header = context.Request.Headers.Authorization;
        if (string.IsNullOrEmpty(header))
        {
            // What is open has no need of a token; every other endpoint has.
            return own is { NeedsCaller: false } || endpoint.Metadata.GetMetadata<Operation>() is { IsPublic: true }
                ? next(context)
                : Challenge(context, "Bearer", noToken);
        }

        // Nearly always the token is known, and nothing is waited for.
        var validation = validator.Validate(header, ConnectionToken.HashOf(context, header), context.RequestAborted);
        return validation.IsCompletedSuccessfully ? Continue(context, validation.Result) : Await(context, validation);
    }

    private async Task Await(HttpContext context, ValueTask<TokenResult> validation) =>
        await Continue(context, await validation);

    private Task Continue(HttpContext context, TokenResult result)
    {
        if (result.Caller is { } caller)
        {
            context.Features.Set(caller);
            return next(context);
        }

        PlatformTelemetry.TokenRefused(RefusalText.Word(result.Refusal));
        if (result.Refusal is TokenRefusal.KeysUnavailable or TokenRefusal.RevocationsUnavailable)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            return Problem.Write(context, Unchecked);
        }

        Log(result.Refusal);
        return Challenge(context, "Bearer error=\"invalid_token\"", InvalidToken);
    }

    // A developer needs the reason; on a server anybody could fill the log with it.
    private void Log(TokenRefusal refusal)
    {
        if (environment.IsDevelopment())
            TokenLog.RefusedInDevelopment(logger, RefusalText.Of(refusal, keys.Name));
        else if (logger.IsEnabled(LogLevel.Debug))
            TokenLog.Refused(logger, RefusalText.Of(refusal, keys.Name));
    }

    // RFC 6750, section 3: why a token was refused is told in one word, never in detail.
    private static Task Challenge(HttpContext context, string challenge, Problem problem)
    {
        context.Response.Headers.WWWAuthenticate = challenge;
        return Problem.Write(context, problem);
    }
}
