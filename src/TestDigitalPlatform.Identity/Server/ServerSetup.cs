using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using TestDigitalPlatform.Hosting.Authentication;
using TestDigitalPlatform.Identity.Keys;
using TestDigitalPlatform.Identity.Revocations;
using TestDigitalPlatform.Identity.Stores;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TestDigitalPlatform.Identity.Server;

/// <summary>Composes OpenIddict: what it may do, and where a handler of ours mends or completes it.</summary>
internal static class ServerSetup
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromSeconds(60);

    // A browser that is sent to the provider comes within seconds, and a person who signs in first takes minutes.
    private static readonly TimeSpan PushedLifetime = TimeSpan.FromMinutes(9);

    internal static void AddServer(this WebApplicationBuilder builder, IdentityProviderOptions options)
    {
        builder.Services.AddSingleton<ProtocolDatabase>();
        builder.Services.AddSingleton<TokenPrincipal>();
        builder.Services.AddSingleton<Revoke>();
        builder.Services.AddSingleton<RevocationHub>();
        builder.Services.AddSingleton<IRevocations>(s => s.GetRequiredService<RevocationHub>());
        builder.Services.AddHostedService(s => s.GetRequiredService<RevocationHub>());
        builder.Services.AddSingleton<Housekeeping>();
        builder.Services.AddHostedService(s => s.GetRequiredService<Housekeeping>());
        builder.Services.AddScoped<TokenFamily>();
        builder.Services.AddScoped<ClientStore>();
        builder.Services.AddOpenIddict()
            .AddCore(core => core
                .SetDefaultApplicationEntity<StoredClient>().SetDefaultAuthorizationEntity<StoredGrant>()
                .SetDefaultTokenEntity<StoredToken>().SetDefaultScopeEntity<StoredScope>()
                .ReplaceApplicationStore<StoredClient, ClientStore>().ReplaceAuthorizationStore<StoredGrant, GrantStore>()
                .ReplaceTokenStore<StoredToken, TokenStore>().ReplaceScopeStore<StoredScope, ScopeStore>()
                .ReplaceApplicationManager<StoredClient, ClientManager>())
            .AddServer(server => server.Allow(options, builder.Environment.IsDevelopment()).Mend());
        builder.Services.AddSingleton<RingCredentials>();
        builder.Services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(s => s.GetRequiredService<RingCredentials>());
        builder.Services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(
            s => s.GetRequiredService<RingCredentials>());
    }

    /// <summary>The endpoints: each counts among the requests under way, and is answered before it is reached.</summary>
    internal static void MapServer(this WebApplication app)
    {
        app.MapRevocations();
        app.UseMiddleware<AuthorizeHeaders>();
        app.UseMiddleware<LostRaces>();
        app.UseAuthentication();
        foreach (var path in Paths.Gets)
            app.MapGet(path, NotReached).AllowAnonymous().ExcludeFromDescription();
        foreach (var path in Paths.Posts)
            app.MapPost(path, NotReached).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult NotReached() => Results.NotFound();

    private static OpenIddictServerBuilder Allow(
        this OpenIddictServerBuilder server, IdentityProviderOptions options, bool isDevelopment)
    {
        server.SetIssuer(options.Issuer!)
            .SetConfigurationEndpointUris(Paths.Configuration[1..], Paths.Metadata[1..])
            .SetJsonWebKeySetEndpointUris(Paths.Keys[1..])
            .SetAuthorizationEndpointUris(Paths.Authorize[1..]).SetPushedAuthorizationEndpointUris(Paths.Push[1..])
            .SetTokenEndpointUris(Paths.Token[1..]).SetIntrospectionEndpointUris(Paths.Introspect[1..])
            .SetRevocationEndpointUris(Paths.Revoke[1..]).SetUserInfoEndpointUris(Paths.UserInfo[1..])
            .AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().AllowClientCredentialsFlow()
            .RequireProofKeyForCodeExchange()
            .RegisterScopes(Scopes.All)
            // Services read access tokens, which are therefore signed and not encrypted (RFC 9068).
            .DisableAccessTokenEncryption()
            .UseReferenceRefreshTokens()
            .SetRefreshTokenReuseLeeway(null)
            .SetAuthorizationCodeLifetime(CodeLifetime)
            .SetAccessTokenLifetime(options.AccessTokenLifetime).SetIdentityTokenLifetime(options.AccessTokenLifetime)
            .SetRefreshTokenLifetime(options.RefreshTokenLifetime)
            .Configure(o =>
            {
                o.CodeChallengeMethods.Remove(OpenIddictConstants.CodeChallengeMethods.Plain);
                o.ResponseModes.Remove(OpenIddictConstants.ResponseModes.Fragment);
                o.RequestTokenLifetime = PushedLifetime;
            });
        var aspNetCore = server.UseAspNetCore();
        // Checked with the options: http is for localhost in Development only.
        if (isDevelopment)
            aspNetCore.DisableTransportSecurityRequirement();
        return server;
    }

    private static void Mend(this OpenIddictServerBuilder server)
    {
        server
            .First<ValidateAuthorizationRequestContext, RepeatedParameters>()
            .First<ValidatePushedAuthorizationRequestContext, RepeatedParameters>()
            .First<ValidateTokenRequestContext, RepeatedParameters>()
            .First<ValidateIntrospectionRequestContext, RepeatedParameters>()
            .First<ValidateRevocationRequestContext, RepeatedParameters>()
            .First<ValidateAuthorizationRequestContext, CodeChallenge>()
            .First<ValidatePushedAuthorizationRequestContext, CodeChallenge>()
            .After<ApplyAuthorizationResponseContext, ErrorsByRedirect>(
                OpenIddictServerHandlers.Authentication.AttachRedirectUri.Descriptor)
            .After<ApplyAuthorizationResponseContext, ErrorMode>(
                OpenIddictServerHandlers.Authentication.InferResponseMode.Descriptor)
            .First<ApplyAuthorizationResponseContext, ForbiddenScope>()
            .First<ApplyPushedAuthorizationResponseContext, ForbiddenScope>()
            .First<ApplyTokenResponseContext, ForbiddenScope>()
            .First<HandleAuthorizationRequestContext, AuthorizeHandler>()
            .First<HandleTokenRequestContext, TokenHandler>(after: OpenIddictServerHandlers.Exchange.AttachPrincipal.Descriptor)
            .RemoveEventHandler(OpenIddictServerHandlers.RedeemTokenEntry.Descriptor)
            .After<ProcessSignInContext, Redemption>(OpenIddictServerHandlers.ValidateSignInDemand.Descriptor)
            .After<ProcessSignInContext, NoRotation>(OpenIddictServerHandlers.EvaluateGeneratedTokens.Descriptor)
            .Before<ValidateTokenContext, Reuse>(OpenIddictServerHandlers.Protection.ValidateTokenEntry.Descriptor)
            .After<HandleRevocationRequestContext, RevokedFamily>(OpenIddictServerHandlers.Revocation.RevokeToken.Descriptor)
            .First<ApplyJsonWebKeySetResponseContext, KeyCaching>()
            .After<HandleConfigurationRequestContext, DiscoveryDetails>(
                OpenIddictServerHandlers.Discovery.AttachAdditionalMetadata.Descriptor)
            .First<ExtractUserInfoRequestContext, QueryToken>()
            .After<HandleUserInfoRequestContext, UserInfo>(OpenIddictServerHandlers.UserInfo.AttachClaims.Descriptor);
    }

    private static OpenIddictServerBuilder First<TContext, THandler>(
        this OpenIddictServerBuilder server, OpenIddictServerHandlerDescriptor? after = null)
        where TContext : BaseContext
        where THandler : class, IOpenIddictServerHandler<TContext> =>
        server.Add<TContext, THandler>(after is null ? int.MinValue + 1 : after.Order + 1);

    private static OpenIddictServerBuilder After<TContext, THandler>(
        this OpenIddictServerBuilder server, OpenIddictServerHandlerDescriptor other)
        where TContext : BaseContext
        where THandler : class, IOpenIddictServerHandler<TContext> => server.Add<TContext, THandler>(other.Order + 1);

    private static OpenIddictServerBuilder Before<TContext, THandler>(
        this OpenIddictServerBuilder server, OpenIddictServerHandlerDescriptor other)
        where TContext : BaseContext
        where THandler : class, IOpenIddictServerHandler<TContext> => server.Add<TContext, THandler>(other.Order - 1);

    private static OpenIddictServerBuilder Add<TContext, THandler>(this OpenIddictServerBuilder server, int order)
        where TContext : BaseContext
        where THandler : class, IOpenIddictServerHandler<TContext> =>
        server.AddEventHandler<TContext>(handler => handler.UseScopedHandler<THandler>().SetOrder(order));
}
