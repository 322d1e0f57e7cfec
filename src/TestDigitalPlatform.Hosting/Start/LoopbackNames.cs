using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Primitives;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Start;

/// <summary>In Development a service answers to the names of this machine only.</summary>
/// <remarks>
/// Any page of the internet can let its own name point to 127.0.0.1 (DNS rebinding), and then the browser takes the
/// developer's services for a part of that page. Elsewhere the names are known to who deploys, by
/// <c>AllowedHosts</c>.
/// </remarks>
internal static class LoopbackNames
{
    private const string Setting = "AllowedHosts";

    private static readonly StringSegment[] Names = ["localhost", "*.localhost", "127.0.0.1", "[::1]"];

    private static readonly Problem Foreign = new(
        StatusCodes.Status421MisdirectedRequest,
        "foreign_host",
        $"In Development, this service accepts localhost only. Set {Setting} to the host names to accept.");

    internal static void UseLoopbackNames(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment() || !string.IsNullOrEmpty(app.Configuration[Setting]))
            return;
        app.UseWhen(
            static context => !HostString.MatchesAny(context.Request.Host.Host, Names),
            foreign => foreign.Run(static context => Problem.Write(context, Foreign)));
    }
}
