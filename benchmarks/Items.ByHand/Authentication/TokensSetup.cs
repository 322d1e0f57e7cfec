using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;

namespace Items.Authentication;

internal static class TokensSetup
{
    internal static Tokens AddTokens(this WebApplicationBuilder builder)
    {
        var kind = builder.Configuration["tokens"];
        if (kind == "none")
            return new NoTokens();

        var parameters = Tokens.Parameters(builder.Configuration["Platform:Tokens:DevelopmentKeyFile"]!);
        if (kind != "stock")
            return new CachedTokens(parameters);
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.TokenValidationParameters = parameters;
        });
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(
            new AuthorizationPolicyBuilder().RequireClaim("role", "customer-user", "customer-administrator").Build());
        return new StockTokens();
    }
}
