using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using TestDigitalPlatform.Configuration;
using TestDigitalPlatform.Development;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>
/// Chooses whose tokens are believed: the identity provider's, or in Development those of this machine's own key.
/// </summary>
internal static class TokenSetup
{
    // Clocks differ; a token that lives minutes must not outlive its end by many.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(10);

    internal static void AddTokens(this WebApplicationBuilder builder)
    {
        var options = OptionsCheck.Read<TokenOptions>(builder.Configuration, TokenOptions.SectionName);
        OptionsCheck.Check(TokenOptions.SectionName, options);
        var parameters = new TokenValidationParameters
        {
            ValidTypes = ["at+jwt", "application/at+jwt"],
            ValidAlgorithms = TokenValidator.Algorithms,
            ValidAudience = options.Audience,
            RequireSignedTokens = true,
        };
        if (options.Authority is { } authority)
            Believe(parameters, authority, builder.Environment.IsDevelopment());
        else if (builder.Environment.IsDevelopment())
            BelieveDevelopment(
                parameters, options.DevelopmentKeyFile ?? DevelopmentKey.FileOf(builder.Environment.ContentRootPath));
        else
            throw new PlatformException("TDP0301", "No identity provider is set, and development tokens are believed "
                + "in Development only. "
                + $"Set {TokenOptions.SectionName}:Authority to the provider's address.");
        builder.Services.AddSingleton(s =>
        {
            var time = s.GetRequiredService<TimeProvider>();
            parameters.LifetimeValidator = (begins, ends, _, _) => IsAlive(begins, ends, time.GetUtcNow().UtcDateTime);
            return new TokenValidator(parameters, time, options.CacheSize);
        });
    }

    // By the host's clock; the library's own check knows the system's only.
    private static bool IsAlive(DateTime? begins, DateTime? ends, DateTime now) =>
        ends > now - ClockSkew && !(begins > now + ClockSkew);

    private static void Believe(TokenValidationParameters parameters, string authority, bool mayBePlain)
    {
        var discovery = authority.TrimEnd('/') + "/.well-known/openid-configuration";
        parameters.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
            discovery, new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever { RequireHttps = !mayBePlain });
        parameters.ValidIssuer = authority;
    }

    private static void BelieveDevelopment(TokenValidationParameters parameters, string keyFile)
    {
        parameters.ValidIssuer = DevelopmentKey.Issuer;
        parameters.IssuerSigningKey = new ECDsaSecurityKey(DevelopmentKey.ReadOrMake(keyFile));
    }
}
