using System.Text.Encodings.Web;
using System.Text.Json;

namespace TestDigitalPlatform.Hosting.Docs;

/// <summary>
/// The page around Scalar. It has no script of its own, so that its policy can forbid all scripts but ours.
/// </summary>
internal static class ScalarPage
{
    // Scalar makes its styles as it runs, so they can't be named in advance; everything else comes from here only.
    internal const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <param name="pathBase">What a gateway puts in front of the service's paths.</param>
    /// <param name="documentPath">Where the OpenAPI document is.</param>
    /// <param name="scriptPath">Where the script is.</param>
    internal static string Html(string pathBase, string documentPath, string scriptPath) => $"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>API reference</title>
          <link rel="icon" href="data:,">
        </head>
        <body>
          <script id="api-reference" data-configuration="{Encoded(Configuration(pathBase + documentPath))}"></script>
          <script src="{Encoded(pathBase + scriptPath)}"></script>
        </body>
        </html>
        """;

    // Nothing that would call or show another server: no fonts, telemetry, proxy, hosted client, agent or tool bar.
    private static string Configuration(string documentUrl) => JsonSerializer.Serialize(new
    {
        url = documentUrl,
        withDefaultFonts = false,
        telemetry = false,
        proxyUrl = "",
        hideClientButton = true,
        showDeveloperTools = "never",
        agent = new { disabled = true },
        mcp = new { disabled = true },
        authentication = new { preferredSecurityScheme = "bearer" },
        defaultHttpClient = new { targetKey = "shell", clientKey = "curl" },
        documentDownloadType = "direct",
    });

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
