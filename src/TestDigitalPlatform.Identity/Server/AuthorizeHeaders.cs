using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>
/// B17: what the authorization endpoint answers is kept by nobody, tells nobody where it came from, is shown in no frame, and a
/// redirection is followed with GET (RFC 9700, sections 4.2.4, 4.12 and 4.16).
/// </summary>
internal sealed class AuthorizeHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path == Paths.Authorize)
            context.Response.OnStarting(Mend, context.Response);
        return next(context);
    }

    private static Task Mend(object state)
    {
        var response = (HttpResponse)state;
        if (response.StatusCode == StatusCodes.Status302Found)
            response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        return Task.CompletedTask;
    }
}
