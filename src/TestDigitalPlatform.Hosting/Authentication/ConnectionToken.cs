using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>The token that came last over a connection, and its hash.</summary>
/// <remarks>
/// The server keeps a connection's header values until the next request, and gives out the very same text for the same
/// bytes. So a caller who keeps a connection open pays for the hash once, and the token stays in memory no longer than
/// it would anyway.
/// </remarks>
internal sealed record ConnectionToken(string Header, TokenHash Hash)
{
    private static readonly object Key = new();

    internal static TokenHash HashOf(HttpContext context, string header)
    {
        // Over HTTP/1.1 requests follow each other; later versions mix them, and the items are no place for several at
        // once.
        if (!HttpProtocol.IsHttp11(context.Request.Protocol)
            || context.Features.Get<IConnectionItemsFeature>()?.Items is not { } items)
            return TokenHash.Of(header);
        if (items.TryGetValue(Key, out var last) && last is ConnectionToken known
            && ReferenceEquals(known.Header, header))
            return known.Hash;
        var hash = TokenHash.Of(header);
        items[Key] = new ConnectionToken(header, hash);
        return hash;
    }
}
