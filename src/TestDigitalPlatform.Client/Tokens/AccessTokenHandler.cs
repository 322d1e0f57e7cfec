using System.Net.Http.Headers;

namespace TestDigitalPlatform.Client.Tokens;

/// <summary>Proves who calls.</summary>
internal sealed class AccessTokenHandler(
    IServiceProvider services, Func<IServiceProvider, CancellationToken, ValueTask<string>> source) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await source(services, cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await base.SendAsync(request, cancellationToken);
    }
}
