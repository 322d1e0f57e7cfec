using System.Security.Cryptography;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scalar.AspNetCore;
using TestDigitalPlatform.Hosting.Endpoints;
using TestDigitalPlatform.Hosting.OpenApi;

namespace TestDigitalPlatform.Hosting.Docs;

/// <summary>Serves Scalar, which lets a person read a service's operations and try them.</summary>
internal static class ScalarEndpoints
{
    internal const string Path = "/docs";

    internal static void MapScalar(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("");
        group.WithMetadata(new AllowAnonymousAttribute(), PlatformMetadata.Instance).WithDisplayName("Scalar");
        group.MapScalarApiReference(Path, Configure);
    }

    private static void Configure(ScalarOptions options, HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        Protect(context.Response.Headers, nonce);
        var service = context.RequestServices.GetRequiredService<DescribedService>();
        options.Title = service.Name;
        options.OpenApiRoutePattern = OpenApiEndpoint.Path;
        if (service.Maintenance.Count > 0)
            options
                .AddDocument("v1", service.Name, OpenApiEndpoint.Path, isDefault: true)
                .AddDocument(OpenApiBuilderExtensions.Platform, service.OfPlatform.Name, OpenApiEndpoint.PlatformPath);
        options.Nonce = nonce;
        options.HeadContent = KeepInTab(nonce);
        options.PersistentAuthentication = true;
        options.Authentication = new ScalarAuthenticationOptions { PreferredSecuritySchemes = ["bearer"] };
        options.SchemaPropertyOrder = PropertyOrder.Preserve;
        options.OrderRequiredPropertiesFirst = false;
        options.DocumentDownloadType = DocumentDownloadType.Direct;
        options.DefaultHttpClient = new(ScalarTarget.Shell, ScalarClient.Curl);
        StayHere(options);
    }

    // Nothing that would call or show another server: no fonts, telemetry, proxy, hosted client, agent or tool bar.
    private static void StayHere(ScalarOptions options)
    {
        options.DefaultFonts = false;
        options.Telemetry = false;
        options.ProxyUrl = "";
        options.HideClientButton = true;
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        options.Agent = new ScalarAgentOptions { Disabled = true };
        options.Mcp = new ScalarMcpOptions { Disabled = true };
    }

    private static void Protect(IHeaderDictionary headers, string nonce)
    {
        headers.ContentSecurityPolicy = Policy(nonce);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
    }

    // Scalar makes its styles as it runs, so they can't be named in advance; everything else comes from here only.
    private static string Policy(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'";

    // Scalar would keep the token where other tabs, and whoever sits there tomorrow, find it. It ends with the tab.
    private static string KeepInTab(string nonce) =>
        $"<script nonce=\"{nonce}\">"
        + "Object.defineProperty(window,\"localStorage\",{value:window.sessionStorage})</script>";
}
