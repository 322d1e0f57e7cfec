using System.Net;
using System.Text.Json;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>
/// Fetches the identity provider's discovery document (OpenID Connect Discovery 1.0, section 4) and its keys.
/// </summary>
/// <remarks>
/// The provider may be down, slow, broken or another server altogether: all waits have one limit, answers have a size,
/// and no redirection is followed, which could lead from https to http or into the inner network.
/// </remarks>
internal sealed class ProviderDocuments : IDisposable
{
    /// <summary>Where the discovery document of the platform's own provider names its feed of revocations.</summary>
    internal const string RevocationsMember = "tdp_revocation_feed";

    internal const int MaxBytes = 256 * 1_024;

    /// <summary>For the two documents together, the last byte included.</summary>
    internal static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 16 };

    private readonly string authority;
    private readonly bool mayBePlain;
    private readonly HttpClient client;

    /// <param name="authority">The provider's address, as it is configured.</param>
    /// <param name="mayBePlain">Whether http is allowed.</param>
    internal ProviderDocuments(string authority, bool mayBePlain)
    {
        (this.authority, this.mayBePlain) = (authority.TrimEnd('/'), mayBePlain);
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxResponseHeadersLength = 32,
            // A provider that moves is found again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Reads where the keys are, and whose.</summary>
    /// <exception cref="ProviderException">There is no such document, or it is another provider's.</exception>
    internal async Task<Discovery> Discover(CancellationToken limit)
    {
        var document = await Get(new Uri($"{authority}/.well-known/openid-configuration"), limit);
        var issuer = JsonText.Of(document, "issuer");
        // Section 4.3: the same address, letter by letter. A slash at the end is often forgotten, and changes nothing.
        if (issuer is null || !string.Equals(issuer.TrimEnd('/'), authority, StringComparison.Ordinal))
            throw new ProviderException("the discovery document names another issuer");
        return Address(document, "jwks_uri") is { } keys
            ? new Discovery(issuer, keys, Address(document, RevocationsMember))
            : throw new ProviderException("the discovery document's jwks_uri is not an https address");
    }

    /// <summary>Reads the keys.</summary>
    /// <exception cref="ProviderException">There are none.</exception>
    internal async Task<KeySet> Keys(Discovery discovery, CancellationToken limit) =>
        new(discovery.Issuer, KeySetReader.Read(await Get(discovery.Keys, limit)));

    /// <summary>Opens the feed of revocations.</summary>
    /// <exception cref="ProviderException">It can't be opened.</exception>
    internal async Task<Stream> Open(Uri feed, CancellationToken limit)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, feed);
        request.Headers.Accept.Add(new("text/event-stream"));
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit);
        if (response.StatusCode is HttpStatusCode.OK)
            return await response.Content.ReadAsStreamAsync(limit);
        response.Dispose();
        throw new ProviderException($"{feed} responded with {(int)response.StatusCode}");
    }

    public void Dispose() => client.Dispose();

    private Uri? Address(JsonElement document, string member) =>
        Uri.TryCreate(JsonText.Of(document, member), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (mayBePlain && address.Scheme == Uri.UriSchemeHttp))
            ? address
            : null;

    private async Task<JsonElement> Get(Uri address, CancellationToken limit)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.Add(new("application/json"));
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit);
            if (response.StatusCode is not HttpStatusCode.OK)
                throw new ProviderException($"{address} responded with {(int)response.StatusCode}");
            return await Read(address, response.Content, limit);
        }
        catch (HttpRequestException e)
        {
            throw new ProviderException($"{address} can't be reached: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new ProviderException($"{address} closed the connection: {e.Message}", e);
        }
        catch (OperationCanceledException e)
        {
            throw new ProviderException($"{address} did not respond within {TimeLimit.TotalSeconds:0} s", e);
        }
        catch (JsonException e)
        {
            throw new ProviderException($"{address} did not return JSON", e);
        }
    }

    private static async Task<JsonElement> Read(Uri address, HttpContent content, CancellationToken limit)
    {
        await using var stream = await content.ReadAsStreamAsync(limit);
        var buffer = new byte[MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, limit);
        if (length > MaxBytes)
            throw new ProviderException($"{address} returned more than {MaxBytes} bytes");
        using var document = JsonDocument.Parse(buffer.AsMemory(0, length), Json);
        return document.RootElement.ValueKind is JsonValueKind.Object
            ? document.RootElement.Clone()
            : throw new ProviderException($"{address} did not return a JSON object");
    }
}

/// <summary>What is needed of a discovery document.</summary>
/// <param name="Issuer">The provider's name, as its tokens give it.</param>
/// <param name="Keys">Where its keys are.</param>
/// <param name="Revocations">Its feed of revocations, if it has one.</param>
internal sealed record Discovery(string Issuer, Uri Keys, Uri? Revocations);
