using Microsoft.AspNetCore;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>A3: services may keep the keys for as long as ours do before they ask again; never for longer than a withdrawal may take.</summary>
internal sealed class KeyCaching : IOpenIddictServerHandler<ApplyJsonWebKeySetResponseContext>
{
    public ValueTask HandleAsync(ApplyJsonWebKeySetResponseContext context)
    {
        context.Transaction.GetHttpRequest()!.HttpContext.Response.Headers.CacheControl = "public, max-age=300";
        return default;
    }
}
