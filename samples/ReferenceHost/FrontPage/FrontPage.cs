using System.Text;
using System.Text.Encodings.Web;

namespace ReferenceHost;

/// <summary>The page that links everything.</summary>
internal static class FrontPage
{
    internal static WebApplication Create(int port, IEnumerable<ServiceLink> services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        var page = Render(services);
        app.MapGet("/", (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy =
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors 'none'";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return Results.Content(page, "text/html", Encoding.UTF8);
        });
        return app;
    }

    private static string Render(IEnumerable<ServiceLink> services)
    {
        using var reader = new StreamReader(typeof(FrontPage).Assembly.GetManifestResourceStream("page.html")!);
        var rows = new StringBuilder();
        foreach (var (name, address, hasErrorQueue) in services)
        {
            var url = HtmlEncoder.Default.Encode(address);
            rows.Append("<tr><th>").Append(HtmlEncoder.Default.Encode(name)).Append("</th>")
                .Append($"<td><a href=\"{url}/docs\">Try it</a></td>")
                .Append($"<td><a href=\"{url}/openapi/v1.json\">OpenAPI</a></td>")
                .Append($"<td><a href=\"{url}/health/ready\">Health</a></td>")
                .Append(hasErrorQueue ? $"<td><a href=\"{url}/platform/failed-messages\">Error queue</a></td>" : "<td></td>")
                .Append("<td><code>").Append(url).Append("</code></td></tr>\n");
        }

        return reader.ReadToEnd().Replace("<!-- services -->", rows.ToString(), StringComparison.Ordinal);
    }
}

/// <summary>A service as the page links it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="HasErrorQueue">Whether it handles events.</param>
internal sealed record ServiceLink(string Name, string Address, bool HasErrorQueue);
