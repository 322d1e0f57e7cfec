using Microsoft.AspNetCore.Http;
using System.Text;

namespace TestDigitalPlatform.Identity.Pages;

/// <summary>What all pages have: no script, one stylesheet, and headers that let a browser do nothing else.</summary>
internal static class PageShell
{
    internal const string StylePath = "/sign-in.css";

    private const string Policy =
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    internal static Task Write(HttpContext http, SignInTexts texts, string title, Html body, int status = StatusCodes.Status200OK,
        Html? head = null)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        // The address may hold a request of an application.
        response.Headers["Referrer-Policy"] = "no-referrer";
        Html page = $"""
            <!doctype html>
            <html lang="{texts.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            {head ?? Html.None}<title>{title}</title>
            <link rel="stylesheet" href="{StylePath}">
            </head>
            <body>
            <main>
            <h1>{title}</h1>
            {body}
            </main>
            </body>
            </html>

            """;
        return response.WriteAsync(page.ToString(), Encoding.UTF8, http.RequestAborted);
    }

    /// <summary>Leads on by a page instead of a redirect: browsers hold a redirect after a form against form-action, and the
    /// next address may lead to an application's own host.</summary>
    internal static Task LeadOn(HttpContext http, SignInTexts texts, string address) => Write(
        http, texts, texts.SignIn, $"""<p><a href="{address}">{texts.Continue}</a></p>""",
        head: $"""<meta http-equiv="refresh" content="0; url={address}">""");

    internal const string Style = """
        :root { color-scheme: light dark; --accent: #1f5fbf; --line: #767b85; --error: #a4161a; --quiet: #565b64; font: 1rem/1.5 system-ui, sans-serif }
        @media (prefers-color-scheme: dark) { :root { --accent: #8ab4f8; --error: #ff9b9b; --quiet: #b4b9c3 } }
        * { box-sizing: border-box }
        body { margin: 0; padding: 1rem; background: Canvas; color: CanvasText }
        main { max-width: 26rem; margin: 2rem auto }
        a { color: var(--accent) }
        h1 { font-size: 1.5rem; line-height: 1.25 }
        label { display: block; margin: 1rem 0 .25rem; font-weight: 600 }
        input { width: 100%; min-height: 2.75rem; padding: .5rem; font: inherit; border: 1px solid var(--line); border-radius: .375rem }
        button { min-height: 2.75rem; margin-top: 1.25rem; padding: .5rem 1.25rem; font: inherit; font-weight: 600; border: 0;
          border-radius: .375rem; background: var(--accent); color: Canvas }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
        .hint { margin: 0; color: var(--quiet) }
        [role=alert] { padding: .75rem; border-left: 4px solid var(--error); color: var(--error) }
        li { margin-bottom: 1.5rem; overflow-wrap: anywhere }
        ul { padding: 0; list-style: none }
        """;
}
