using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Items.Authentication;

/// <summary>Who is believed, and what that costs.</summary>
internal abstract class Tokens
{
    internal abstract void Use(WebApplication app);

    internal static TokenValidationParameters Parameters(string keyFile)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(keyFile));
        return new TokenValidationParameters
        {
            ValidTypes = ["at+jwt"],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidIssuer = "https://tdp.localhost/development",
            ValidAudience = "tdp",
            IssuerSigningKey = new ECDsaSecurityKey(key),
        };
    }
}

/// <summary>Everybody is the same caller.</summary>
internal sealed class NoTokens : Tokens
{
    internal override void Use(WebApplication app)
    {
        var caller = new Caller("anybody", "customerUser", "customer-00");
        app.Use((context, next) =>
        {
            context.Features.Set(caller);
            return next(context);
        });
    }
}

/// <summary>ASP.NET Core's own bearer authentication: each request's token is validated anew.</summary>
internal sealed class StockTokens : Tokens
{
    internal override void Use(WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use((context, next) =>
        {
            if (context.User.Identity is { IsAuthenticated: true })
                context.Features.Set(Caller.Of(context.User));
            return next(context);
        });
    }
}

/// <summary>The same validation with a dictionary in front of it: what a hand-writer with a stop-watch does.</summary>
internal sealed class CachedTokens(TokenValidationParameters parameters) : Tokens
{
    private const string Scheme = "Bearer ";

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    private readonly ConcurrentDictionary<string, (Caller Caller, DateTime Expires)> known = new(StringComparer.Ordinal);

    internal override void Use(WebApplication app) => app.Use(async (context, next) =>
    {
        if (await Find(context.Request.Headers.Authorization) is { } caller)
        {
            context.Features.Set(caller);
            await next(context);
        }
        else if (context.Request.Path.StartsWithSegments(ServerProbe.Path))
        {
            await next(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
    });

    private ValueTask<Caller?> Find(string? header) => header switch
    {
        null => default,
        _ when known.TryGetValue(header, out var entry) && entry.Expires > DateTime.UtcNow => new(entry.Caller),
        _ => Validate(header),
    };

    private async ValueTask<Caller?> Validate(string header)
    {
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var result = await Handler.ValidateTokenAsync(header[Scheme.Length..], parameters);
        if (!result.IsValid)
            return null;
        var caller = Caller.Of(new ClaimsPrincipal(result.ClaimsIdentity));
        known[header] = (caller, result.SecurityToken.ValidTo);
        return caller;
    }
}
