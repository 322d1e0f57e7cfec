using System.Text;
using System.Text.Encodings.Web;

namespace ReferenceHost;

/// <summary>The page that links everything.</summary>
internal static class FrontPage
{
    internal static WebApplication Create(int port, IEnumerable<(string Name, string Address)> services)
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

    private static string Render(IEnumerable<(string Name, string Address)> services)
    {
        using var reader = new StreamReader(typeof(FrontPage).Assembly.GetManifestResourceStream("page.html")!);
        var rows = new StringBuilder();
        foreach (var (name, address) in services)
        {
            var url = HtmlEncoder.Default.Encode(address);
            rows.Append("<tr><th>").Append(HtmlEncoder.Default.Encode(name)).Append("</th>")
                .Append($"<td><a href=\"{url}/docs\">Try it</a></td>")
                .Append($"<td><a href=\"{url}/openapi/v1.json\">OpenAPI</a></td>")
                .Append($"<td><a href=\"{url}/health/ready\">Health</a></td>")
                .Append("<td><code>").Append(url).Append("</code></td></tr>\n");
        }

        return reader.ReadToEnd().Replace("<!-- services -->", rows.ToString(), StringComparison.Ordinal);
    }
}
