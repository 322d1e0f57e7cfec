using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>C4, C6: answers whoever lost a race for a token as whoever comes too late: the grant is revoked.</summary>
internal sealed class LostRaces(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OpenIddictExceptions.ConcurrencyException) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.Headers.CacheControl = "no-store";
            await context.Response.WriteAsJsonAsync(
                new { error = ProtocolErrors.InvalidGrant, error_description = "The token was used or revoked at the same time." });
        }
    }
}
