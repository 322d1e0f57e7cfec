using OpenIddict.Server;
using TestDigitalPlatform.Hosting.Authentication;
using TestDigitalPlatform.Identity.Revocations;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>A2: says what is off where silence means that it is on (OpenID Connect Discovery 1.0, section 3).</summary>
internal sealed class DiscoveryDetails : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        context.Metadata["request_parameter_supported"] = false;
        context.Metadata["request_uri_parameter_supported"] = false;
        context.Metadata[ProviderDocuments.RevocationsMember] = new Uri(context.BaseUri!, RevocationEndpoint.Path[1..]).AbsoluteUri;
        return default;
    }
}
